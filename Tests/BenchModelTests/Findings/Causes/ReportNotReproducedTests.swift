import Testing

@testable import BenchModel

struct ReportNotReproducedTests {
    private static let vllm = ToolID("vllm")

    private static let p50 = MetricID(.ttft, .median)

    /// Two tools of which the second printed figures that are off by these factors.
    private func session(
        _ factors: [MetricID: Double],
        rounds: Int = 1,
        adjust: (inout RunEvidence) -> Void = { _ in }
    ) -> SessionEvidence {
        WireSample.session(
            rounds: rounds,
            change: { $0.ttft = { 0.02 + Double($0 % 9) * 1e-3 } },
            adjust: { run in
                for (metric, factor) in factors { run.account.views[.reported]?[metric]?.value *= factor }
                adjust(&run)
                let reported = run.account.views[.reported] ?? [:]
                run.reproduction = Reproduction(reported, records: run.records ?? [], formula: .canonical)
            }
        )
    }

    private func found(_ session: SessionEvidence) -> Finding? {
        CauseCatalogue.findings(in: session).first { $0.id == "report-not-reproduced" }
    }

    @Test func `a figure that is printed wrong is named with both values`() throws {
        let session = session([Self.p50: 1.05], rounds: 2)
        let truth = try #require(session.rounds[0][1].account.views[.canonical]?[Self.p50]?.value) * 1e3
        let held = try #require(session.rounds[0][1].reproduction?.figures.count)
        let finding = try #require(found(session))
        #expect(finding.tool == Self.vllm && finding.metrics == [Self.p50])
        #expect(abs(try #require(finding.share) - 0.05 / 1.05) < 1e-9)
        #expect(held > 40)
        #expect(finding.evidence.hasPrefix("of \(2 * held) figures that vllm printed, 2 are not what"))
        let values = "\(FigureText.plain(truth * 1.05)) ms and recomputed as \(FigureText.plain(truth)) ms"
        #expect(finding.evidence.contains("ttft.p50 is printed as \(values) (round 1)"), "\(finding.evidence)")
        #expect(finding.evidence.contains("(round 2)"))
    }

    @Test func `the worst comes first, and the rest is counted`() throws {
        let wrong = [MetricID(.ttft, .mean), MetricID(.e2el, .mean), MetricID(.itl, .mean), MetricID(.tpot, .mean)]
        let factors = Dictionary(uniqueKeysWithValues: wrong.enumerated().map { ($1, 1 + 0.01 * Double($0 + 1)) })
        let finding = try #require(found(session(factors)))
        #expect(finding.metrics == wrong.reversed())
        #expect(finding.evidence.hasSuffix(", and 1 more"))
        #expect(finding.evidence.contains("4 are not"))
    }

    @Test func `values that differ in a late digit are told with it`() throws {
        let finding = try #require(found(session([MetricID(.duration): 1 + 1e-7])))
        let texts = finding.evidence.matches(of: /as ([0-9.]+) ms/).map { String($0.1) }
        #expect(texts.count == 2 && texts[0] != texts[1], "\(finding.evidence)")
    }

    @Test func `it is a warning where another view decides, and invalidates what rests on it`() throws {
        var session = session([Self.p50: 1.05])
        #expect(try #require(found(session)).severity == .warning)
        session.gate.view = .canonical
        #expect(try #require(found(session)).severity == .warning)
        session.gate.view = .reported
        #expect(try #require(found(session)).severity == .invalidating)
        session.gate.metrics = ["e2el"]
        #expect(try #require(found(session)).severity == .warning)
        session.gate = Gate()
        session.tolerance.rules = ["ttft": .information]
        session.gate.view = .reported
        #expect(try #require(found(session)).severity == .warning)
        // With one side that has no requests the printed figures decide.
        session.tolerance.rules = [:]
        session.gate.view = .best
        session.rounds[0][0].account.views[.canonical] = nil
        #expect(try #require(found(session)).severity == .invalidating)
    }

    @Test func `a percentile of too few samples decides nothing`() throws {
        var session = session([MetricID(.ttft, .percentile(99)): 1.05])
        session.gate.view = .reported
        #expect(try #require(found(session)).severity == .warning)
    }

    @Test func `nothing is said where all is reproduced or nothing is held`() {
        #expect(found(session([:], rounds: 3)) == nil)
        #expect(found(WireSample.session(adjust: { $0.account.views[.reported]?[Self.p50]?.value *= 2 })) == nil)
    }
}
