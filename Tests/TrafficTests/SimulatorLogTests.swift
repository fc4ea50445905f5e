import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

struct SimulatorLogTests {
    private func log(
        _ change: (inout SimulatorOptions) -> Void = { _ in },
        _ body: (RunningSimulator) async throws -> Void
    ) async throws -> [JSONValue] {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            let path = folder.appending(path: "log.jsonl").path
            options.logPath = path
            change(&options)
            try await Simulator.run(options) { try await body($0) }
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            return try lines.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
        }
    }

    @Test func `tokens leave when they are due`() async throws {
        let lines = try await log({ $0.itl = .milliseconds(3) }) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                let body = #"{"prompt":"a b","max_tokens":30,"stream":true,"stream_options":{"include_usage":true}}"#
                _ = try client.ask("/v1/completions", body)
            }
        }
        let line = try #require(lines.first)
        let received = try #require(line["received"]?.double)
        let chunks = try #require(line["chunks"]?.array).compactMap(\.double)
        #expect(chunks.count == 30)
        for (token, chunk) in chunks.enumerated() {
            let lag = chunk - (received + 0.020 + 0.003 * Double(token))
            #expect(lag > -1e-6, "token \(token) left before it was due")
            #expect(lag < 0.5, "token \(token) left late")
        }
        #expect(try #require(line["max_lag"]?.double) >= 0)
        #expect(try #require(line["head"]?.double) < chunks[0])
        #expect(line["usage"] == line["done"])
        #expect(line["done"]?.double == chunks.last)
        #expect(line["prompt_tokens"] == .integer(2))
        #expect(line["output_tokens"] == .integer(30))
        #expect(line["stream"] == .bool(true))
        #expect(line["status"] == .integer(200))
        #expect(line["id"]?.string == "cmpl-0000000000000000")
    }

    @Test func `instants lie on the clock of the test`() async throws {
        let before = clock()
        let lines = try await log { simulator in
            _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/health", method: "GET") }
        }
        let received = try #require(lines.first?["received"]?.double)
        #expect(before <= received && received <= clock())
    }

    @Test func `requests are numbered as they are read, and so are connections`() async throws {
        let lines = try await log({ ($0.ttft, $0.itl) = (.zero, .zero) }) { simulator in
            for _ in 0..<2 {
                try await SimulatorClient.talk(to: simulator.port) { client in
                    _ = try client.ask("/v1/completions", #"{"prompt":"a","max_tokens":2}"#)
                    _ = try client.ask("/v1/completions", #"{"model":"x"}"#)
                }
            }
        }
        #expect(lines.map { $0["index"]?.int } == [0, 1, 2, 3])
        #expect(lines.map { $0["connection"]?.int } == [0, 0, 1, 1])
        #expect(lines.map { $0["status"]?.int } == [200, 404, 200, 404])
        #expect(lines.map { $0["chunks"]?.array?.count } == [1, 0, 1, 0])
        #expect(lines[1]["id"] == .null)
    }

    @Test(arguments: [1, 4])
    func `a write carries as many tokens as it may`(limit: Int) async throws {
        let lines = try await log({ ($0.ttft, $0.itl, $0.batchLimit) = (.zero, .zero, limit) }) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                _ = try client.ask("/v1/completions", #"{"prompt":"a","max_tokens":12,"stream":true}"#)
            }
        }
        let chunks = try #require(lines.first?["chunks"]?.array).compactMap(\.double)
        #expect(chunks.count == 12)
        #expect(Set(chunks).count == 12 / limit)
    }

    @Test func `a log without chunks still counts them`() async throws {
        let lines = try await log({ ($0.ttft, $0.itl, $0.logsChunks) = (.zero, .zero, false) }) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                _ = try client.ask("/v1/completions", #"{"prompt":"a","max_tokens":12,"stream":true}"#)
            }
        }
        let line = try #require(lines.first)
        #expect(line["chunks"] == .array([]))
        #expect(line["output_tokens"] == .integer(12))
        #expect(line["done"]?.double != nil)
    }

    private static let long = #"{"prompt":"a","max_tokens":100000,"stream":true}"#

    private func expectCutOff(_ line: JSONValue?) throws {
        let line = try #require(line)
        #expect(line["done"] == .null)
        let written = try #require(line["output_tokens"]?.int)
        #expect(written > 0 && written < 100_000)
        #expect(line["chunks"]?.array?.count == written)
    }

    @Test func `an answer ends when its client goes away`() async throws {
        let lines = try await log({ $0.itl = .milliseconds(2) }) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                try client.send("/v1/completions", Self.long)
                try client.skip(past: "data: ")
            }
            // The next answer comes after the simulator saw that the client is gone.
            _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/v1/completions", "{}") }
        }
        try expectCutOff(lines.first { $0["status"] == .integer(200) })
    }

    @Test func `an answer in progress when the simulator ends is logged`() async throws {
        let lines = try await log({ $0.itl = .milliseconds(2) }) { simulator in
            let client = try SimulatorClient(port: simulator.port)
            try client.send("/v1/completions", Self.long)
            try client.skip(past: "data: ")
        }
        #expect(lines.count == 1)
        try expectCutOff(lines.first)
    }

    @Test func `what is rehearsed before it serves takes no time and leaves no trace`() async throws {
        var slow = EngineModel()
        slow.step = .milliseconds(700)
        let start = ContinuousClock.now
        let lines = try await log({ $0.engine = slow }) { simulator in
            #expect(ContinuousClock.now - start < .milliseconds(700))
            #expect(simulator.lag.parts == 0)
        }
        #expect(lines.isEmpty)
    }

    @Test func `the log is complete when the task is cancelled`() async throws {
        let lines = try await log { simulator in
            _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/health", method: "GET") }
            withUnsafeCurrentTask { $0?.cancel() }
        }
        #expect(lines.count == 1)
    }

    @Test func `the log is brought up to date on request, while the simulator serves`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            let path = folder.appending(path: "log.jsonl").path
            options.logPath = path
            try await Simulator.run(options) { simulator in
                try await SimulatorClient.talk(to: simulator.port) { client in
                    // Of the last one the entry may come after its answer.
                    for _ in 0..<21 { _ = try client.ask("/version", method: "GET") }
                }
                simulator.completeLog()
                let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                #expect((20...21).contains(lines.count))
            }
        }
    }

    @Test func `the log is complete when the body throws`() async throws {
        struct Stop: Error {}
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            let path = folder.appending(path: "log.jsonl").path
            options.logPath = path
            await #expect(throws: Stop.self) {
                try await Simulator.run(options) { simulator in
                    _ = try await SimulatorClient.talk(to: simulator.port) { try $0.ask("/version", method: "GET") }
                    throw Stop()
                }
            }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(#""path":"/version""#))
        }
    }

    @Test func `a log that cannot be written is told before anything is served`() async throws {
        var options = SimulatorOptions()
        options.logPath = "/nowhere/log.jsonl"
        await #expect(throws: SimulatorError.self) { try await Simulator.run(options) { _ in } }
    }

    @Test func `a port that is taken is told`() async throws {
        try await Simulator.run(SimulatorOptions()) { simulator in
            var options = SimulatorOptions()
            options.port = simulator.port
            await #expect(throws: SimulatorError.self) { try await Simulator.run(options) { _ in } }
        }
    }

    /// `CLOCK_MONOTONIC` in seconds.
    private func clock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
