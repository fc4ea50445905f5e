import BenchModel
import Foundation
import Testing

@testable import Traffic

struct SimulatorMetricsTests {
    private func metrics(
        _ options: SimulatorOptions,
        after conversation: @escaping @Sendable (SimulatorClient) throws -> Void
    ) async throws -> [String: Double] {
        try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port, conversation)
            let reply = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/metrics", method: "GET") }
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            return MetricsText.values(reply.body)
        }
    }

    private static var options: SimulatorOptions {
        var options = SimulatorOptions()
        (options.ttft, options.itl) = (.milliseconds(30), .milliseconds(12))
        return options
    }

    @Test func `what was asked for and made is counted exactly`() async throws {
        let metrics = try await metrics(Self.options) { client in
            for stream in [true, false] {
                let body = #"{"prompt":"a b c","max_tokens":4,"stream":\#(stream)}"#
                let reply = try client.ask("/v1/completions", body)
                #expect(reply.status == 200)
            }
        }
        #expect(metrics["vllm:prompt_tokens_total"] == 6)
        #expect(metrics["vllm:generation_tokens_total"] == 8)
        #expect(metrics[#"vllm:request_success_total{finished_reason="length"}"#] == 2)
        #expect(metrics[#"vllm:request_success_total{finished_reason="stop"}"#] == 0)
        #expect(metrics["vllm:num_requests_running"] == 0)
        #expect(metrics["vllm:num_requests_waiting"] == 0)
        // By when tokens were due, for both answers: 30 ms, then three times 12 ms.
        #expect(metrics["vllm:time_to_first_token_seconds_count"] == 2)
        #expect(abs((metrics["vllm:time_to_first_token_seconds_sum"] ?? 0) - 0.060) < 1e-9)
        #expect(metrics[#"vllm:time_to_first_token_seconds_bucket{le="0.02"}"#] == 0)
        #expect(metrics[#"vllm:time_to_first_token_seconds_bucket{le="0.04"}"#] == 2)
        #expect(metrics[#"vllm:time_to_first_token_seconds_bucket{le="+Inf"}"#] == 2)
        #expect(abs((metrics["vllm:inter_token_latency_seconds_sum"] ?? 0) - 0.072) < 1e-9)
        #expect(metrics[#"vllm:inter_token_latency_seconds_bucket{le="0.01"}"#] == 0)
        #expect(metrics[#"vllm:inter_token_latency_seconds_bucket{le="0.025"}"#] == 6)
        #expect(abs((metrics["vllm:e2e_request_latency_seconds_sum"] ?? 0) - 0.132) < 1e-9)
        #expect(metrics["vllm:request_queue_time_seconds_sum"] == 0)
        #expect(metrics["vllm:prefix_cache_queries_total"] == 0)
        // Four tokens one by one and an answer at once.
        #expect(metrics["concord:schedule_lag_seconds_count"] == 5)
    }

    @Test func `a run's work is read from the page before it and the page after`() async throws {
        let ledger = try await Simulator.run(Self.options) { simulator in
            func page() async throws -> ServerCounters {
                let reply = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/metrics", method: "GET") }
                return ServerCounters(page: reply.body)
            }
            let body = #"{"prompt":"a b c","max_tokens":4,"stream":true}"#
            _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/v1/completions", body) }
            let before = try await page()
            _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/v1/completions", body) }
            return try await page().ledger(since: before)
        }
        #expect(ledger.requests == 1 && ledger.promptTokens == 3 && ledger.outputTokens == 4)
        #expect(ledger.prefixQueries == 0 && ledger.prefixHits == 0)
    }

    @Test func `why answers ended is counted, and none stays behind`() async throws {
        let metrics = try await metrics(Self.options) { client in
            let body = #"{"prompt":"a","max_tokens":4,"stream":true}"#
            _ = try client.ask("/v1/completions", body, headers: ["x-concord-fault: error,after=2"])
            _ = try client.ask("/v1/completions", body, headers: ["x-concord-fault: status=503"])
            try client.send("/v1/completions", body, headers: ["x-concord-fault: cut,after=3"])
            _ = try client.rest()
        }
        #expect(metrics[#"vllm:request_success_total{finished_reason="length"}"#] == 0)
        #expect(metrics[#"vllm:request_success_total{finished_reason="error"}"#] == 1)
        #expect(metrics[#"vllm:request_success_total{finished_reason="abort"}"#] == 1)
        #expect(metrics["vllm:num_requests_running"] == 0)
        #expect(metrics["vllm:generation_tokens_total"] == 5)
    }

    @Test func `an answer in progress runs`() async throws {
        var options = Self.options
        options.itl = .seconds(10)
        try await Simulator.run(options) { simulator in
            let client = try SimulatorClient(port: simulator.port)
            try client.send("/v1/completions", #"{"prompt":"a","max_tokens":4,"stream":true}"#)
            try client.skip(past: "data: ")
            let reply = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/metrics", method: "GET") }
            #expect(MetricsText.values(reply.body)["vllm:num_requests_running"] == 1)
            #expect(simulator.lag.parts == 1)
        }
    }

    @Test func `the page is Prometheus text with vLLM's names and labels`() {
        var figures = SimulatorFigures.State()
        figures.firstToken(promptTokens: 3, after: 2_000_000)
        let lines = MetricsPage(figures, model: "a\"b").text.split(separator: "\n")
        let labels = #"engine="0",model_name="a\"b""#
        #expect(lines.contains("# TYPE vllm:prompt_tokens_total counter"))
        #expect(lines.contains("vllm:prompt_tokens_total{\(labels)} 3.0"))
        #expect(lines.contains("# TYPE vllm:time_to_first_token_seconds histogram"))
        #expect(lines.contains("vllm:time_to_first_token_seconds_bucket{\(labels),le=\"0.001\"} 0.0"))
        #expect(lines.contains("vllm:time_to_first_token_seconds_bucket{\(labels),le=\"0.005\"} 1.0"))
        #expect(lines.contains("vllm:time_to_first_token_seconds_sum{\(labels)} 0.002"))
        #expect(lines.contains("vllm:request_success_total{\(labels),finished_reason=\"length\"} 0.0"))
    }
}
