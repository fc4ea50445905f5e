import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Traffic

/// What the native engine makes of each fault, and that it harms no other request.
struct SimulatorFaultTests {
    private struct Outcome {
        var records: [RequestRecord]
        /// By index, as the log tells them.
        var faults: [String?]
        var statuses: [Int?]
    }

    private func load(
        _ faults: [SimulatorFault],
        requests: Int = 9,
        streams: Bool = true,
        headers: [(name: String, value: String)] = [],
        _ change: (inout LoadPlan) -> Void = { _ in }
    ) async throws -> Outcome {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            (options.ttft, options.itl) = (.milliseconds(2), .milliseconds(1))
            options.faults = faults
            let log = folder.appending(path: "log.jsonl")
            options.logPath = log.path
            let result = try await Simulator.run(options) { simulator in
                let stream = streams ? #","stream":true,"stream_options":{"include_usage":true}"# : ""
                let body = #"{"messages":[{"role":"user","content":"a"}],"max_tokens":6\#(stream)}"#
                var plan = LoadPlan(
                    url: simulator.baseURL + "/v1/chat/completions",
                    bodies: Array(repeating: Array(body.utf8), count: requests),
                    concurrency: 1,
                    isChat: true
                )
                plan.streams = streams
                plan.headers = headers
                change(&plan)
                return try await LoadEngine.run(plan)
            }
            let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
                .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
                .sorted { ($0["index"]?.int ?? 0) < ($1["index"]?.int ?? 0) }
            return Outcome(
                records: result.records,
                faults: lines.map { $0["fault"]?.string },
                statuses: lines.map { $0["status"]?.int }
            )
        }
    }

    static let cases: [(SimulatorFault.Kind, RequestFailure.Kind, tokens: Int)] = [
        (.status(429), .status, 0), (.status(500), .status, 0), (.status(503), .status, 0), (.close, .truncated, 0),
        (.refuse, .truncated, 0),
        (.cut(after: 0), .truncated, 0), (.cut(after: 4), .truncated, 4), (.cut(after: 99), .truncated, 6),
        (.stall(after: 0, lasting: .seconds(5)), .timeout, 0), (.stall(after: 3, lasting: .seconds(5)), .timeout, 3),
        (.brokenJSON(after: 0), .malformed, 6), (.brokenJSON(after: 2), .malformed, 6),
        (.inBandError(after: 0), .inBand, 0), (.inBandError(after: 2), .inBand, 2),
    ]

    @Test(arguments: cases)
    func `a fault in a stream is of its kind and harms no other request`(
        fault: SimulatorFault.Kind,
        kind: RequestFailure.Kind,
        tokens: Int
    ) async throws {
        let outcome = try await load([SimulatorFault(fault, .every(3))]) { $0.totalTimeout = .milliseconds(600) }
        #expect(outcome.records.count == 9)
        for record in outcome.records {
            let isHit = record.index % 3 == 2
            #expect(record.failure?.kind == (isHit ? kind : nil), "\(record.index)")
            #expect(record.contentChunks.count == (isHit ? tokens : 6), "\(record.index)")
            #expect(isHit || record.outputTokens == 6)
        }
        #expect(outcome.faults == (0..<9).map { $0 % 3 == 2 ? fault.text : nil })
    }

    @Test(arguments: [
        (SimulatorFault.Kind.status(503), RequestFailure.Kind.status), (.close, .truncated), (.refuse, .truncated),
        (.cut(after: 1), .truncated),
        (.stall(after: 0, lasting: .seconds(5)), .timeout), (.brokenJSON(after: 0), .malformed),
        (.inBandError(after: 0), .inBand),
    ])
    func `a fault hits an answer that is not streamed`(
        fault: SimulatorFault.Kind,
        kind: RequestFailure.Kind
    ) async throws {
        let outcome = try await load([SimulatorFault(fault, .indices([0, 2]))], requests: 4, streams: false) {
            $0.totalTimeout = .milliseconds(600)
        }
        #expect(outcome.records.map { $0.failure?.kind } == [kind, nil, kind, nil])
        #expect(outcome.faults == [fault.text, nil, fault.text, nil])
    }

    @Test(
        arguments: [
            SimulatorFault.Kind.status(503), .refuse, .close, .cut(after: 2), .stall(after: 2, lasting: .seconds(5)),
            .brokenJSON(after: 2), .inBandError(after: 2),
        ],
        [true, false]
    )
    func `every fault comes by rate, by place and by header`(fault: SimulatorFault.Kind, streams: Bool) async throws {
        func failures(_ trigger: SimulatorFault.Trigger?) async throws -> [Bool] {
            let faults = trigger.map { [SimulatorFault(fault, $0)] } ?? []
            let headers = trigger == nil ? [(name: "x-concord-fault", value: fault.text)] : []
            let outcome = try await load(faults, requests: 2, streams: streams, headers: headers) {
                $0.totalTimeout = .milliseconds(300)
            }
            let failures = outcome.records.map { !$0.succeeded }
            #expect(outcome.faults == failures.map { $0 ? fault.text : nil })
            return failures
        }
        #expect(try await failures(.rate(1, seed: 0)) == [true, true])
        #expect(try await failures(.indices([1])) == [false, true])
        #expect(try await failures(nil) == [true, true])
    }

    @Test func `a request is refused by a reset, before any byte`() async throws {
        let refused = try await load([SimulatorFault(.refuse, .every(1))], requests: 1)
        let closed = try await load([SimulatorFault(.close, .every(1))], requests: 1)
        #expect(closed.records.first?.failure?.message.lowercased().contains("reset") == false)
        #expect(refused.records.first?.failure?.message.lowercased().contains("reset") == true)
        #expect(refused.statuses == [0])
    }

    @Test func `a status has vLLM's error object and the log has the status`() async throws {
        let faults = [SimulatorFault(.status(503), .indices([0])), SimulatorFault(.close, .indices([0, 1]))]
        let outcome = try await load(faults, requests: 3)
        #expect(outcome.statuses == [503, 0, 200])
        #expect(
            outcome.records[0].failure?.message
                == #"HTTP 503: {"error":{"message":"This answer fails on purpose.","type":"Service Unavailable","#
                + #""param":null,"code":503}}"#
        )
    }

    @Test func `a short stall only delays`() async throws {
        let fault = SimulatorFault(.stall(after: 3, lasting: .milliseconds(80)), .every(1))
        let record = try #require(try await load([fault], requests: 1).records.first)
        #expect(record.succeeded)
        try #require(record.contentChunks.count == 6)
        #expect(record.contentChunks.instants[3] - record.contentChunks.instants[2] > 0.060)
        #expect(record.contentChunks.instants[5] - record.contentChunks.instants[3] < 0.060)
    }

    @Test func `a header asks for a fault, and one that names none is refused`() async throws {
        let cut = try await load([], requests: 2, headers: [("x-concord-fault", "cut,after=2")])
        #expect(cut.records.map { $0.failure?.kind } == [.truncated, .truncated])
        #expect(cut.records.map(\.contentChunks.count) == [2, 2])
        let wrong = try await load([], requests: 1, headers: [("x-concord-fault", "cot")])
        #expect(wrong.records.first?.failure?.message.contains("HTTP 400") == true)
        #expect(wrong.records.first?.failure?.message.contains("'cot'") == true)
    }

    @Test func `a rate hits its share, the same answers with the same seed`() {
        let hits: (Int, Int) -> [Int] = { seed, place in
            let fault = SimulatorFault(.close, .rate(0.1, seed: seed))
            return (0..<10_000).filter { fault.hits($0, place: place) }
        }
        #expect(hits(1, 0) == hits(1, 0))
        #expect(hits(1, 0) != hits(2, 0))
        #expect(hits(1, 0) != hits(1, 1))
        // Five standard deviations of a binomial with n = 10,000 and p = 0.1.
        #expect((850...1150).contains(hits(1, 0).count))
        #expect((850...1150).contains(hits(2, 0).count))
    }

    @Test(arguments: [
        ("status=503,every=10", SimulatorFault(.status(503), .every(10))),
        ("cut,after=5,rate=1%", SimulatorFault(.cut(after: 5), .rate(0.01, seed: 0))),
        (
            "stall,after=2,for=50ms,at=3+7",
            SimulatorFault(.stall(after: 2, lasting: .milliseconds(50)), .indices([3, 7]))
        ),
        ("close", SimulatorFault(.close, .every(1))),
        ("refuse,rate=50%", SimulatorFault(.refuse, .rate(0.5, seed: 0))),
        ("broken-json,rate=20%,seed=4", SimulatorFault(.brokenJSON(after: 0), .rate(0.2, seed: 4))),
        ("error,after=1", SimulatorFault(.inBandError(after: 1), .every(1))),
    ])
    func `a fault is read from its text`(text: String, fault: SimulatorFault) throws {
        #expect(try SimulatorFault(text: text) == fault)
        #expect(try SimulatorFault.Kind(text: fault.kind.text) == fault.kind)
    }

    @Test(arguments: [
        "", "cot", "every=2", "cut,close", "cut,after=x", "cut,after=-1", "status", "status=200", "close=1", "cut,cut",
        "cut,every=0", "cut,every=2,rate=1%", "cut,rate=1", "cut,rate=0%", "cut,rate=101%", "cut,seed=1", "cut,for=1s",
        "stall,for=1", "stall,for=99h", "close,after=1", "refuse,after=1", "refuse,close", "cut,at=", "cut,at=1+",
        "cut,", "status=503,after=2",
    ])
    func `a text that names no fault is refused`(text: String) {
        #expect(throws: SettingError.self) { try SimulatorFault(text: text) }
    }
}
