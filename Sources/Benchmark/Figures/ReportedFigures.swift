import BenchModel

/// What a client says of its own run, in seconds. Nil what it does not say.
struct ReportedFigures: Equatable {
    var ttftMean: Double?
    var ttftMedian: Double?
    var ttftP99: Double?
    var itlMean: Double?
    var sendLagP99: Double?
    var ttftFromDue: Double?
    /// Requests that it counts as failed.
    var failed = 0

    init() {}

    init(_ report: FloorReport) { ttftMean = report.ttftMean }

    init(_ document: MeasurementDocument) {
        ttftMean = document.metrics[MetricID(.ttft, .mean)]?.value
        ttftMedian = document.metrics[MetricID(.ttft, .median)]?.value
        ttftP99 = document.metrics[MetricID(.ttft, .percentile(99))]?.value
        itlMean = document.metrics[MetricID(.itl, .mean)]?.value
        sendLagP99 = document.openLoop?.sendLagP99
        ttftFromDue = document.openLoop?.ttftFromDue?.mean
        failed = document.requests.failed
    }

    init(_ report: ToolReport) {
        ttftMean = report.reported[MetricID(.ttft, .mean)]?.value
        ttftMedian = report.reported[MetricID(.ttft, .median)]?.value
        ttftP99 = report.reported[MetricID(.ttft, .percentile(99))]?.value
        itlMean = report.reported[MetricID(.itl, .mean)]?.value
        failed = Int(report.reported[MetricID(.requestsFailed)]?.value ?? 0)
    }
}
