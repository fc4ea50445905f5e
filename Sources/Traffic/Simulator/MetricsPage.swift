/// The simulator's figures as Prometheus reads them, under vLLM's names; what vLLM has no name for begins with
/// `concord:`. Source of names, labels and bounds: `vllm/v1/metrics/loggers.py`.
struct MetricsPage {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let model: String
    private(set) var text = ""

    init(_ figures: SimulatorFigures.State, model: String) {
        self.model = model.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        gauge("num_requests_running", "Number of requests in model execution batches.", figures.running)
        gauge("num_requests_waiting", "Number of requests waiting to be processed.", figures.waiting)
        counter("prefix_cache_queries", "Prefix cache queries, in terms of number of queried tokens.") {
            [("", figures.cacheQueries)]
        }
        counter("prefix_cache_hits", "Prefix cache hits, in terms of number of cached tokens.") {
            [("", figures.cacheHits)]
        }
        counter("prompt_tokens", "Number of prefill tokens processed.") { [("", figures.promptTokens)] }
        counter("generation_tokens", "Number of generation tokens processed.") { [("", figures.generationTokens)] }
        counter("request_success", "Count of successfully processed requests.") {
            SimulatorFigures.Reason.allCases.map {
                (#",finished_reason="\#($0.rawValue)""#, figures.finished[$0] ?? 0)
            }
        }
        histogram("time_to_first_token", "Histogram of time to first token in seconds.", figures.timeToFirstToken)
        histogram("inter_token_latency", "Histogram of inter-token latency in seconds.", figures.interTokenLatency)
        histogram("e2e_request_latency", "Histogram of e2e request latency in seconds.", figures.endToEnd)
        histogram("request_queue_time", "Histogram of time spent in WAITING phase for request.", figures.queueTime)
        lag(figures.lag)
    }

    private mutating func head(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: String = "", _ value: String) {
        text += "\(name){engine=\"0\",model_name=\"\(model)\"\(labels)} \(value)\n"
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        head("vllm:\(name)", help, "gauge")
        line("vllm:\(name)", "", "\(Double(value))")
    }

    private mutating func counter(_ name: String, _ help: String, _ values: () -> [(labels: String, value: Int)]) {
        head("vllm:\(name)_total", help, "counter")
        for (labels, value) in values() { line("vllm:\(name)_total", labels, "\(Double(value))") }
    }

    private mutating func histogram(_ name: String, _ help: String, _ histogram: MetricHistogram) {
        let name = "vllm:\(name)_seconds"
        head(name, help, "histogram")
        var below = 0
        for (bound, count) in zip(histogram.bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
            below += count
            line("\(name)_bucket", ",le=\"\(bound)\"", "\(Double(below))")
        }
        line("\(name)_count", "", "\(Double(below))")
        line("\(name)_sum", "", "\(Double(histogram.sumNanoseconds) / 1e9)")
    }

    private mutating func lag(_ lag: LagHistogram) {
        let name = "concord:schedule_lag_seconds"
        head(name, "Time from when a part of an answer was due to when it was written.", "summary")
        for share in [0.5, 0.99, 1] {
            line(name, ",quantile=\"\(share)\"", JSONText.seconds(nanoseconds: lag.quantile(share)))
        }
        line("\(name)_count", "", "\(Double(lag.count))")
        line("\(name)_sum", "", "\(Double(lag.sumNanoseconds) / 1e9)")
    }
}
