import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Traffic

/// The simulator with an engine, from outside.
struct SimulatorEngineTests {
    private struct Outcome {
        var result: LoadResult
        /// Lines of the log in the order of reading.
        var log: [JSONValue]
        /// Values of `/metrics` by name and labels, without those that never differ.
        var metrics: [String: Double]
    }

    private func load(
        _ engine: String,
        requests: Int = 6,
        concurrency: Int = 6,
        streams: Bool = true,
        layout: String? = nil,
        faults: [String] = [],
        outputTokens: Int = 5,
        words: Int = 1
    ) async throws -> Outcome {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            options.engine = try EngineModel(text: engine)
            options.layout = try layout.map { text in try SimulatorLayout(text: text) } ?? SimulatorLayout()
            options.faults = try faults.map { text in try SimulatorFault(text: text) }
            options.threads = 2
            let log = folder.appending(path: "log.jsonl")
            options.logPath = log.path
            let (result, page) = try await Simulator.run(options) { simulator in
                let usage = streams ? #","stream":true,"stream_options":{"include_usage":true}"# : ""
                let prompt = Array(repeating: "baba", count: words).joined(separator: " ")
                let body = #"{"prompt":"\#(prompt)","max_tokens":\#(outputTokens)\#(usage)}"#
                var plan = LoadPlan(
                    url: simulator.baseURL + "/v1/completions",
                    bodies: Array(repeating: Array(body.utf8), count: requests),
                    concurrency: concurrency,
                    isChat: false
                )
                plan.streams = streams
                let result = try await LoadEngine.run(plan)
                // A client that is told of the end may be faster than the simulator's last steps.
                try await Task.sleep(for: .milliseconds(100))
                let page = try await HTTPClient.request("GET", url: simulator.baseURL + "/metrics")
                return (result, String(decoding: page.body, as: UTF8.self))
            }
            let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
                .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
                .filter { $0["path"]?.string == "/v1/completions" }
                .sorted { ($0["index"]?.int ?? 0) < ($1["index"]?.int ?? 0) }
            return Outcome(result: result, log: lines, metrics: MetricsText.values(page))
        }
    }

    @Test func `a slot runs one request after the other and the queue shows it`() async throws {
        let outcome = try await load("slots=1,prefill=1ms,step=4ms", requests: 4, concurrency: 4)
        let records = outcome.result.records
        #expect(records.allSatisfy { $0.succeeded && $0.outputTokens == 5 })
        // Four times a prompt of 1 ms and five steps of 4 ms, one after the other.
        let firsts = outcome.log.compactMap { $0["chunks"]?.array?.first?.double }.sorted()
        try #require(firsts.count == 4)
        for (left, right) in zip(firsts, firsts.dropFirst()) { #expect(right - left > 0.015) }
        let waits = outcome.log.compactMap { line -> Double? in
            guard let admitted = line["admitted"]?.double, let received = line["received"]?.double else { return nil }
            return admitted - received
        }.sorted()
        try #require(waits.count == 4)
        #expect(waits[3] > 0.055)
        #expect(outcome.metrics["vllm:request_queue_time_seconds_count"] == 4)
        #expect(abs((outcome.metrics["vllm:request_queue_time_seconds_sum"] ?? 0) - waits.reduce(0, +)) < 1e-6)
    }

    @Test func `a full engine is slower for each`() async throws {
        let alone = try await load("step=2ms,step-per-sequence=4ms", requests: 1, concurrency: 1, outputTokens: 10)
        let shared = try await load("step=2ms,step-per-sequence=4ms", requests: 6, concurrency: 6, outputTokens: 10)
        func gap(_ outcome: Outcome) -> Double {
            let chunks = outcome.log.compactMap { $0["chunks"]?.array?.compactMap(\.double) }
            return chunks.map { ($0[9] - $0[4]) / 5 }.reduce(0, +) / Double(chunks.count)
        }
        // 2 + 4 · 1 against 2 + 4 · 6 ms.
        #expect(abs(gap(alone) - 0.006) < 0.003)
        #expect(abs(gap(shared) - 0.026) < 0.005)
    }

    @Test(arguments: [
        "role-early", "usage-on-last", "usage-late=5ms,done-late=5ms", "tokens-per-chunk=2", "reasoning=2,empty-deltas",
    ])
    func `every layout works`(layout: String) async throws {
        let outcome = try await load("slots=4,step=2ms", layout: layout)
        #expect(outcome.result.records.allSatisfy { $0.succeeded && $0.outputTokens == 5 && $0.done != nil })
        #expect(outcome.metrics["vllm:generation_tokens_total"] == 30)
    }

    @Test(arguments: [
        ("status=503", true), ("refuse", true), ("close", true), ("cut,after=2", true), ("broken-json,after=2", true),
        ("error,after=2", true), ("stall,after=2,for=30ms", true), ("status=503", false), ("refuse", false),
        ("close", false), ("cut", false), ("broken-json", false), ("error", false), ("stall,for=30ms", false),
    ])
    func `every fault works and leaves no request behind`(fault: String, streams: Bool) async throws {
        let outcome = try await load("slots=2,step=2ms", streams: streams, faults: ["\(fault),at=0+3"])
        let failed = outcome.result.records.count { !$0.succeeded }
        #expect(failed == (fault.hasPrefix("stall") ? 0 : 2))
        #expect(outcome.metrics["vllm:num_requests_running"] == 0)
        #expect(outcome.metrics["vllm:num_requests_waiting"] == 0)
    }

    @Test func `answers that are not streamed come when the engine has made them`() async throws {
        let outcome = try await load("slots=1,step=4ms,prefill=1ms", requests: 2, concurrency: 1, streams: false)
        #expect(outcome.result.records.allSatisfy { $0.succeeded })
        for line in outcome.log {
            let done = try #require(line["done"]?.double)
            let received = try #require(line["received"]?.double)
            #expect(done - received > 0.0209)
        }
        #expect(outcome.metrics["vllm:time_to_first_token_seconds_count"] == 2)
        #expect(outcome.metrics["vllm:inter_token_latency_seconds_count"] == 8)
    }

    @Test func `a client that goes away gives its slot back`() async throws {
        var options = SimulatorOptions()
        options.engine = try EngineModel(text: "slots=1,step=2ms")
        try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                try client.send("/v1/completions", #"{"prompt":"a","max_tokens":100000,"stream":true}"#)
                try client.skip(past: "data: ")
            }
            let reply = try await SimulatorClient.talk(to: simulator.port) {
                try $0.ask("/v1/completions", #"{"prompt":"a","max_tokens":3,"stream":true}"#)
            }
            #expect(reply.chunks.count == 4)
        }
    }

    @Test func `requests sent ahead are answered in their order`() async throws {
        var options = SimulatorOptions()
        options.engine = try EngineModel(text: "slots=2,step=1ms,prefill=0ms")
        try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client throws in
                for tokens in 1...20 {
                    let fault = tokens % 5 == 0 ? ["x-concord-fault: stall,for=3ms"] : []
                    let body = #"{"prompt":"a","max_tokens":\#(tokens),"stream":true}"#
                    try client.send("/v1/completions", body, headers: fault)
                }
                for tokens in 1...20 { #expect(try client.reply().chunks.count == tokens + 1) }
            }
        }
    }

    @Test func `the prefix cache counts the tokens that it saved`() async throws {
        let outcome = try await load(
            "slots=1,prefill=1ms,step=1ms,prefix-cache",
            requests: 3,
            concurrency: 1,
            outputTokens: 1,
            words: 40
        )
        #expect(outcome.log.map { $0["cached_tokens"]?.int } == [0, 32, 32])
        #expect(outcome.metrics["vllm:prefix_cache_queries_total"] == 120)
        #expect(outcome.metrics["vllm:prefix_cache_hits_total"] == 64)
        let times = outcome.log.compactMap { line -> Double? in
            guard let done = line["done"]?.double, let received = line["received"]?.double else { return nil }
            return done - received
        }
        try #require(times.count == 3)
        #expect(times[0] > 0.0409 && times[1] > 0.0089 && times[1] < 0.035)
    }

    @Test func `a salt that is no text is refused`() async throws {
        var options = SimulatorOptions()
        options.engine = try EngineModel(text: "prefix-cache")
        let reply = try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port) {
                try $0.ask("/v1/completions", #"{"prompt":"a","cache_salt":3}"#)
            }
        }
        #expect(reply.status == 400)
        #expect(reply.body.contains("cache_salt"))
    }
}
