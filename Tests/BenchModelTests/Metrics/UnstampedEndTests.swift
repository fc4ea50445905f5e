import BenchModel
import Testing

/// Servers that end an answer in every order, and tools that keep no stamp of the end: no canonical figure gates against
/// what both tools print and what passed the wire.
struct UnstampedEndTests {
    private struct Server {
        /// Milliseconds from the last text to the finish chunk. 0: the last text says it itself.
        var finish: Double
        /// Milliseconds from the last choice to the usage chunk.
        var usage: Double
        /// Milliseconds from the request to the role chunk. Nil: there is none.
        var role: Double?
        /// How long the tool takes to see a message, in milliseconds.
        var late: Double
    }

    private static var servers: [Server] {
        var servers: [Server] = []
        for finish in [0.0, 25, 50, 125] {
            for usage in [0.1, 25, 200] {
                for late in [0.2, 4] {
                    servers.append(Server(finish: finish, usage: usage, role: nil, late: late))
                    servers.append(Server(finish: finish, usage: usage, role: 5, late: late))
                }
            }
        }
        return servers
    }

    private static func answers(_ server: Server) -> [WireExchange] {
        (0..<12).map { index in
            Wire.chat(
                index,
                sent: Double(index) * 1500,
                role: server.role,
                first: 300,
                gap: 25,
                tokens: 20,
                finish: server.finish > 0 ? 775 + server.finish : nil,
                usageAfter: server.usage
            )
        }
    }

    /// What a tool keeps that stamps output and the last message alone.
    private static func unstamped(_ exchange: WireExchange, late: Double) -> RequestRecord {
        var record = Wire.record(exchange, late: late)
        if let last = record.contentChunks.last, let usage = record.usage { record.lastChoiceBounds = last...usage }
        record.lastChoice = nil
        record.firstChunk = nil
        record.done = nil
        return record
    }

    @Test func `the true end lies within what a record without a stamp gives, and the wire closes it`() throws {
        for server in Self.servers {
            let answers = Self.answers(server)
            let records = answers.map { Self.unstamped($0, late: server.late) }
            let truth = CanonicalMetrics.compute(from: answers.map { Wire.record($0, late: server.late) })
            let bare = CanonicalMetrics.compute(from: records)
            let ended = CanonicalMetrics.compute(from: records.ended(by: answers))
            for (metric, value) in truth where [.e2el, .tpot].contains(metric.family) {
                let open = try #require(bare[metric])
                #expect(abs(open.value - value.value) <= open.resolution + 1e-9, "\(metric) \(server)")
                let closed = try #require(ended[metric])
                #expect(abs(closed.value - value.value) <= 1e-8, "\(metric) \(server)")
                #expect(closed.resolution <= 1e-8)
            }
            let duration = MetricID(.duration)
            #expect(abs(try #require(ended[duration]).value - (try #require(truth[duration]).value)) < 1e-8)
        }
    }

    @Test func `a figure that neither print nor wire bears out decides nothing`() throws {
        let metric = MetricID(.e2el, .mean)
        func account(_ tool: ToolID, canonical: Double) -> RunAccount {
            var account = RunAccount(tool: tool, version: nil, views: [:])
            account.views = [
                .canonical: [metric: MetricValue(canonical, samples: 500)],
                .reported: [metric: MetricValue(1, samples: 500)], .wire: [metric: MetricValue(1, samples: 500)],
            ]
            return account
        }
        var gate = Gate()
        gate.metrics = ["e2el.mean"]
        let judge = Judge(tolerance: Tolerance(), gate: gate, reference: "native", sharesPrompts: false)
        for (figure, isGated) in [(0.95, false), (1.05, false), (0.98, true), (1.02, true)] {
            let judgement = judge.judge(
                [[account("native", canonical: 1), account("evalscope", canonical: figure)]],
                expectedRequests: nil
            )
            let comparison = try #require(judgement.comparisons.first { $0.metric == metric && $0.view == .canonical })
            #expect(comparison.gated == isGated, "\(figure)")
            #expect(judgement.findings.contains { $0.id == "canonical-departs" } == !isGated)
            #expect(judgement.verdict != .disagree)
        }
    }
}
