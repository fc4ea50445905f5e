import Testing

@testable import BenchModel

/// Causes in how figures are made out of what passed.
struct DefinitionCauseTests {
    private func found(_ id: String, _ session: SessionEvidence) -> Finding? {
        CauseCatalogue.findings(in: session).first { $0.id == id }
    }

    private func formula(_ change: (inout ToolFormula) -> Void) -> ToolFormula {
        var formula = ToolFormula()
        change(&formula)
        return formula
    }

    @Test(arguments: [(0.012, 0.6), (0.0014, 0.07)])
    func `a role chunk that is early is named with its part of TTFT`(early: Double, share: Double) throws {
        let role = formula { $0.firstToken = .firstChoice }
        let session = WireSample.session(
            rounds: 2,
            change: {
                $0.roleEarly = early
                $0.formula = role
            }
        )
        let finding = try #require(found("role-chunk", session))
        #expect(finding.severity == .note && finding.metrics.first == MetricID(.ttft, .mean))
        #expect(abs(try #require(finding.share) - share) < 0.001)
    }

    @Test func `a role chunk that comes with the first token, or that the tool does not count, is none`() {
        let role = formula { $0.firstToken = .firstChoice }
        #expect(found("role-chunk", WireSample.session(change: { $0.formula = role })) == nil)
        #expect(found("role-chunk", WireSample.session(change: { $0.roleEarly = 0.01 })) == nil)
        let slight = WireSample.session(change: { ($0.roleEarly, $0.formula) = (0.0001, role) })
        #expect(found("role-chunk", slight) == nil)
    }

    @Test func `a usage chunk that is late is named with its part of E2EL and TPOT`() throws {
        let late = formula { $0.end = .lastMessage }
        let session = WireSample.session(change: { ($0.usageLate, $0.formula) = (0.01, late) })
        let finding = try #require(found("usage-chunk", session))
        // TPOT of 5 ms has 10 / 19 ms more.
        #expect(finding.metrics.first == MetricID(.tpot, .mean))
        let more = 10.0 / 19
        #expect(abs(try #require(finding.share) - more / (5 + more)) < 0.001)
        #expect(finding.evidence.contains("10.00 ms after its last token"))
        #expect(found("usage-chunk", WireSample.session(change: { $0.usageLate = 0.01 })) == nil)
        #expect(found("usage-chunk", WireSample.session(change: { $0.formula = late })) == nil)
    }

    @Test func `several tokens in a chunk are named once for all tools`() throws {
        var sample = WireSample()
        sample.tokensPerChunk = 2
        let findings = CauseCatalogue.findings(in: WireSample.session(sample)).filter { $0.id == "multi-token-chunks" }
        let finding = try #require(findings.first)
        #expect(findings.count == 1 && finding.tool == nil)
        // 19 gaps of tokens in 9 of chunks.
        #expect(abs(try #require(finding.share) - (1 - 9.0 / 19)) < 0.001)
    }

    @Test func `an end token without text makes no chunk of several tokens`() {
        var sample = WireSample()
        sample.change = { $0.record.outputTokens = 21 }
        #expect(found("multi-token-chunks", WireSample.session(sample)) == nil)
    }

    @Test func `another denominator of TPOT is named with what it does`() throws {
        let other = formula { $0.denominator = .outputTokens }
        let finding = try #require(found("tpot-denominator", WireSample.session(change: { $0.formula = other })))
        #expect(abs(try #require(finding.share) - 0.05) < 0.001)
        let zeros = formula { $0.singleToken = .countsAsZero }
        #expect(found("tpot-denominator", WireSample.session(change: { $0.formula = zeros })) == nil)
        let single = WireSample.session(change: {
            $0.formula = zeros
            $0.change = { if $0.index % 10 == 0 { $0.record.outputTokens = 1 } }
        })
        #expect(abs(try #require(found("tpot-denominator", single)?.share) - 0.1) < 0.001)
    }

    @Test func `another rule for percentiles is named where it matters and tools differ in it`() throws {
        let nearest = formula { $0.percentile = .nearestRank }
        // An even number of requests in two groups: the median lies between them.
        var sample = WireSample()
        sample.ttft = { $0 % 2 == 0 ? 0.02 : 0.03 }
        let finding = try #require(
            found("percentile-method", WireSample.session(sample, change: { $0.formula = nearest }))
        )
        #expect(finding.metrics.contains(MetricID(.ttft, .median)))
        #expect(abs(try #require(finding.share) - 0.2) < 0.01)
        sample.formula = nearest
        #expect(found("percentile-method", WireSample.session(sample)) == nil)
        #expect(found("percentile-method", WireSample.session(change: { $0.formula = nearest })) == nil)
    }

    @Test func `rounding is named where no finer view has the figure`() throws {
        let tpot = MetricID(.tpot, .mean)
        let written = MetricValue(0.0049, resolution: 0.00005, sourceText: "0.0049")
        let session = WireSample.session(adjust: {
            $0.account.views[.reported]?[tpot] = written
            $0.account.views[.canonical]?[tpot] = nil
        })
        let finding = try #require(found("rounding", session))
        #expect(abs(try #require(finding.share) - 0.0102) < 0.0001)
        #expect(finding.evidence == "vllm rounds: tpot.mean ('0.0049') to ±1.0 %")
        let finer = WireSample.session(adjust: { $0.account.views[.reported]?[tpot] = written })
        #expect(found("rounding", finer) == nil)
    }

    @Test(arguments: [(1.1, 1 / 11.0), (1.02, nil)])
    func `a duration beyond the requests is named with its part`(factor: Double, share: Double?) throws {
        let session = WireSample.session(adjust: { run in
            let span = MeasuredWire(run, nil)?.span ?? 0
            run.account.views[.reported]?[MetricID(.duration)] = MetricValue(span * factor)
        })
        let finding = found("duration-window", session)
        #expect((finding == nil) == (share == nil))
        if let share { #expect(abs(try #require(finding?.share) - share) < 0.001) }
    }
}
