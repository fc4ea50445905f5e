import Foundation
import Testing

@testable import BenchModel

/// Causes in when and over what the requests were sent.
struct LoadCauseTests {
    private func found(_ id: String, _ session: SessionEvidence) -> Finding? {
        CauseCatalogue.findings(in: session).first { $0.id == id }
    }

    @Test func `first requests that are slow are named with their part of the mean`() throws {
        let cold: (inout WireSample) -> Void = { $0.ttft = { $0 < 20 ? 0.12 : 0.02 } }
        let finding = try #require(found("warm-up", WireSample.session(change: cold)))
        #expect(finding.tool == ToolID("vllm") && finding.severity == .warning)
        // 20 of 200 requests waited 100 ms longer: 10 of a mean of 30 ms.
        #expect(abs(try #require(finding.share) - 1.0 / 3) < 0.01)
        #expect(finding.evidence.contains("the first 20 requests of vllm had a mean TTFT of 120.00 ms"))
        let one = try #require(found("warm-up", WireSample.session(change: { $0.ttft = { $0 < 10 ? 0.035 : 0.02 } })))
        #expect(abs(try #require(one.share) - 0.00075 / 0.02075) < 0.01)
    }

    @Test func `a server that is cold for every tool is named for each`() {
        var sample = WireSample()
        sample.ttft = { $0 < 20 ? 0.12 : 0.02 }
        let findings = CauseCatalogue.findings(in: WireSample.session(sample)).filter { $0.id == "warm-up" }
        #expect(findings.compactMap(\.tool?.rawValue) == ["native", "vllm"])
    }

    @Test func `a first wave that is slower for every tool alike is how a closed loop begins`() {
        var sample = WireSample()
        sample.ttft = { $0 < 10 ? 0.035 : 0.02 }
        #expect(CauseCatalogue.findings(in: WireSample.session(sample)) == [])
    }

    @Test func `a tool's own warm-up that overlaps what it measures is named`() throws {
        var sample = WireSample()
        sample.requests = 205
        var session = WireSample.session(sample, setup: { $0.requests = 200 })
        let finding = try #require(found("warm-up", session))
        #expect(finding.evidence.contains("requests of native that it does not measure were under way"))
        session.workload?.requests = 205
        #expect(found("warm-up", session) == nil)
    }

    @Test func `connecting inside the latency is named with its part of the mean`() throws {
        let session = WireSample.session(
            rounds: 3,
            change: {
                $0.newConnections = true
                $0.sendDelay = 0.0051
            }
        )
        let finding = try #require(found("connection-setup", session))
        #expect(finding.tool == ToolID("vllm"))
        // Accepted 5 ms after the tool's clock began, in a mean TTFT of 25.3 ms.
        #expect(abs(try #require(finding.share) - 5 / 25.3) < 0.01)
        #expect(finding.evidence.contains("connected for 600 of 600 requests") && finding.evidence.contains("5.00 ms"))
        let reuse = try #require(found("new-connection-per-request", session))
        #expect(reuse.severity == .note)
        #expect(reuse.evidence.contains("600 of 600"))
    }

    @Test func `requests that were sent late on connections that were open are no connection's doing`() {
        #expect(found("connection-setup", WireSample.session(change: { $0.sendDelay = 0.0051 })) == nil)
        var sample = WireSample()
        sample.newConnections = true
        #expect(CauseCatalogue.findings(in: WireSample.session(sample)) == [])
    }

    @Test(arguments: [(8, 0.2), (5, 0.5)])
    func `fewer requests under way than asked are named with what they cost`(slots: Int, share: Double) throws {
        let session = WireSample.session(change: { $0.slots = slots })
        let finding = try #require(found("concurrency-not-reached", session))
        #expect(finding.severity == .invalidating && finding.tool == ToolID("vllm"))
        #expect(abs(try #require(finding.share) - share) < 0.01)
        #expect(finding.evidence.contains("\(slots) requests under way at most"))
        #expect(finding.evidence.contains("10 were asked for"))
    }

    @Test func `tools that miss the load alike are compared under the same load`() {
        var sample = WireSample()
        sample.slots = 8
        let session = WireSample.session(sample, setup: { $0.concurrency = 10 })
        let findings = CauseCatalogue.findings(in: session).filter { $0.id == "concurrency-not-reached" }
        #expect(findings.compactMap(\.tool?.rawValue) == ["native", "vllm"])
        #expect(findings.allSatisfy { $0.severity == .warning })
    }

    @Test func `of two tools that miss the load, the one that is far below the other invalidates`() throws {
        var sample = WireSample()
        sample.slots = 9
        let session = WireSample.session(sample, change: { $0.slots = 5 }, setup: { $0.concurrency = 10 })
        let findings = CauseCatalogue.findings(in: session).filter { $0.id == "concurrency-not-reached" }
        #expect(findings.map(\.severity) == [.warning, .invalidating])
    }

    @Test func `slots that are empty for a sixth of the time are a warning`() throws {
        // Answers of 115 ms, and 25 ms until the slot has the next request.
        let session = WireSample.session(change: { $0.turnaround = 0.025 })
        #expect(try #require(found("concurrency-not-reached", session)).severity == .warning)
    }

    @Test func `slots that stay empty for long between requests are named`() throws {
        // Answers of 115 ms, and 40 ms until the slot has the next request.
        let finding = try #require(
            found("concurrency-not-reached", WireSample.session(change: { $0.turnaround = 0.04 }))
        )
        #expect(abs(try #require(finding.share) - 40.0 / 155) < 0.02)
    }

    private func arrivals(_ rate: Double, seed: Int, regular: Bool = false) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        var at = 0.0
        return (0..<400).map { _ in
            at += (regular ? 1 : -log(Double.random(in: 1e-9..<1, using: &generator))) / rate
            return at
        }
    }

    private func openLoop(_ arrivals: [Double], rate: Double) -> SessionEvidence {
        var sample = WireSample()
        sample.requests = 400
        sample.arrivals = arrivals
        return WireSample.session(sample, setup: { $0.rate = rate })
    }

    @Test(arguments: 1...20)
    func `arrivals as asked give no finding`(seed: Int) {
        #expect(CauseCatalogue.findings(in: openLoop(arrivals(50, seed: seed), rate: 50)) == [])
    }

    @Test func `a rate that is off is named with both rates`() throws {
        let drawn = arrivals(50, seed: 3)
        let scale = (drawn.last ?? 1) / (400 / 40.0)
        let finding = try #require(found("arrival-process", openLoop(drawn.map { $0 / scale }, rate: 50)))
        #expect(abs(try #require(finding.share) - 0.2) < 0.01)
        #expect(finding.evidence.contains("50 were asked for") && finding.severity == .warning)
    }

    @Test func `gaps that do not vary as asked are named`() throws {
        let session = openLoop(arrivals(50, seed: 3, regular: true), rate: 50)
        let finding = try #require(found("arrival-process", session))
        #expect(finding.evidence.contains("gaps that vary by 0.00 of their mean, where burstiness 1 means 1.00"))
    }

    @Test func `a client that stands still is named with when and how long`() throws {
        // Nothing leaves or arrives at the tool for 400 ms from one second after the first request on.
        let (from, to) = (WireSample.start + 1, WireSample.start + 1.4)
        let delay: @Sendable (Instant) -> Instant = { $0 > from && $0 < to ? to : $0 }
        var sample = WireSample()
        sample.requests = 400
        let session = WireSample.session(
            sample,
            change: { sample in
                sample.change = { exchange in
                    // A request that would have left in the pause leaves at its end, with all that follows.
                    let late = delay(exchange.received) - exchange.received
                    guard late > 0 else { return }
                    exchange.received = exchange.received + late
                    exchange.record.sent = exchange.received
                    exchange.record.contentChunks = ChunkInstants(exchange.record.contentChunks.map { $0 + late })
                    exchange.record.firstContent = exchange.record.contentChunks.first
                    exchange.record.lastChoice = exchange.record.contentChunks.last
                    exchange.record.usage = exchange.record.lastChoice
                    exchange.record.done = exchange.record.lastChoice
                }
                sample.changeRecord = { record in
                    record.contentChunks = ChunkInstants(record.contentChunks.map(delay))
                    record.firstContent = record.firstContent.map(delay)
                    record.lastChoice = record.lastChoice.map(delay)
                    record.done = record.done.map(delay)
                }
            }
        )
        let finding = try #require(found("client-stall", session))
        #expect(finding.tool == ToolID("vllm") && finding.severity == .warning)
        #expect(finding.evidence.contains("stood still once"))
        let seconds = try #require(finding.evidence.firstMatch(of: /for ([0-9.]+) ms/)?.1)
        #expect(try #require(Double(seconds)) > 250)
        #expect(try #require(finding.share) > 0.01)
        #expect(CauseCatalogue.findings(in: session).allSatisfy { $0.tool != ToolID("native") })
    }

    @Test func `a client that reads late is named by its own clock`() throws {
        // What came in 300 ms was stamped when they were over; the requests left in time.
        let (from, to) = (WireSample.start + 1.01, WireSample.start + 1.31)
        let session = WireSample.session(change: { sample in
            sample.changeRecord = { record in
                func delay(_ instant: Instant) -> Instant { instant > from && instant < to ? to : instant }
                record.sent = record.sent > from && record.sent < to ? from : record.sent
                record.contentChunks = ChunkInstants(record.contentChunks.map(delay))
                record.firstContent = record.firstContent.map(delay)
                record.lastChoice = record.lastChoice.map(delay)
                record.usage = record.usage.map(delay)
                record.done = record.done.map(delay)
            }
        })
        let finding = try #require(found("client-stall", session))
        #expect(finding.metrics.first == MetricID(.ttft, .mean))
        #expect(finding.evidence.contains("once"))
    }
}
