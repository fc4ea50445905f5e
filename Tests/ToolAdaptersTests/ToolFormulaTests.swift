import BenchModel
import TestSupport
import Testing
import ToolAdapters

/// What each release makes of a stream, at the borders between which it changes; and whether it gives the figures that
/// were recorded of real runs.
struct ToolFormulaTests {
    private struct Row: CustomTestStringConvertible {
        let version: ToolVersion
        let api: API
        let first: ToolFormula.FirstToken
        let gaps: ToolFormula.Gaps
        let end: ToolFormula.End

        init(
            _ version: ToolVersion,
            _ api: API,
            _ first: ToolFormula.FirstToken,
            _ gaps: ToolFormula.Gaps,
            _ end: ToolFormula.End
        ) {
            (self.version, self.api, self.first, self.gaps, self.end) = (version, api, first, gaps, end)
        }

        var testDescription: String { "\(version) \(api)" }
    }

    @Test(arguments: [
        Row("0.9.2", .chat, .firstChoice, .betweenChoices, .lastMessage),
        Row("0.29.9", .chat, .firstChoice, .betweenChoices, .lastMessage),
        Row("0.30.0", .chat, .firstChoice, .betweenChoices, .lastChoice),
        Row("0.32.1", .chat, .firstChoice, .betweenChoices, .lastChoice),
        Row("0.33.0", .chat, .firstOutput, .betweenOutputs, .lastOutput),
        Row("0.40.0", .chat, .firstOutput, .betweenOutputs, .lastOutput),
        Row("0.9.2", .completions, .firstChoice, .betweenChoices, .lastChoice),
        Row("0.33.0", .completions, .firstChoice, .betweenChoices, .lastChoice),
    ])
    private func `vllm stamps by its version`(row: Row) throws {
        let formula = try #require(VLLMBench().formula(for: row.version, api: row.api))
        check(formula, row)
        #expect(formula.percentile == .linear)
        #expect(formula.singleToken == .leftOut)
        #expect(formula.window == .wholeRun)
        let isOldChat = row.api == .chat && row.version < "0.30"
        #expect(formula.emptyAnswer == (isOldChat ? .countsAsZero : .fails))
        #expect(formula.inBandError == (isOldChat ? .completes : .completesAfterOutput))
    }

    @Test(arguments: [
        Row("1.0.0", .chat, .firstMessage, .betweenMessages, .endOfAnswer),
        Row("1.1.0", .completions, .firstMessage, .betweenMessages, .endOfAnswer),
        Row("1.1.1", .chat, .firstChoice, .messageToChoice, .lastMessage),
        Row("1.3.0", .completions, .firstChoice, .messageToChoice, .lastMessage),
        Row("1.11.0", .chat, .firstChoice, .messageToChoice, .lastMessage),
        Row("1.11.1", .chat, .firstOutput, .betweenOutputs, .lastMessage),
        Row("1.14.1", .completions, .firstOutput, .betweenOutputs, .lastMessage),
        Row("1.20.0", .chat, .firstOutput, .betweenOutputs, .lastMessage),
    ])
    private func `evalscope stamps by its version`(row: Row) throws {
        let formula = try #require(EvalscopePerf().formula(for: row.version, api: row.api))
        check(formula, row)
        #expect(formula.percentile == (row.version < "1.11.1" ? .flooredIndex : .nearestRank))
        #expect(formula.window == (row.version < "1.1.1" ? .fromFirstEnded : .latencies))
    }

    @Test(
        arguments: [
            ("1.12.0", ToolFormula.SingleToken.countsAsZero), ("1.13.0", .leftOut),
        ] as [(ToolVersion, ToolFormula.SingleToken)]
    )
    func `evalscope counts one-token answers until 1.12`(version: ToolVersion, choice: ToolFormula.SingleToken) {
        #expect(EvalscopePerf().formula(for: version, api: .chat)?.singleToken == choice)
    }

    @Test(
        arguments: [
            ("1.1.0", ToolFormula.Divisor.duration), ("1.1.1", .durationBeforeLast), ("1.3.0", .durationBeforeLast),
            ("1.4.0", .duration),
        ] as [(ToolVersion, ToolFormula.Divisor)]
    )
    func `evalscope divides by a duration without the last answer in 1.1.1 to 1.3`(
        version: ToolVersion,
        choice: ToolFormula.Divisor
    ) {
        #expect(EvalscopePerf().formula(for: version, api: .chat)?.divisor == choice)
    }

    @Test(
        arguments: [
            ("1.1.0", ToolFormula.FailedRequests.leftOut), ("1.1.1", .sent), ("1.11.0", .sent), ("1.11.1", .whole),
        ] as [(ToolVersion, ToolFormula.FailedRequests)]
    )
    func `evalscope gives failed requests a place in its window`(
        version: ToolVersion,
        choice: ToolFormula.FailedRequests
    ) {
        #expect(EvalscopePerf().formula(for: version, api: .chat)?.failedRequests == choice)
    }

    @Test func `evalscope takes an error in the stream for an answer until 1.13`() {
        let versions: [ToolVersion] = ["1.0.1", "1.0.2", "1.13.0", "1.14.0"]
        let choices = versions.map { EvalscopePerf().formula(for: $0, api: .chat)?.inBandError }
        #expect(choices == [.fails, .completes, .completes, .fails])
    }

    @Test func `what is not known has no formula, and the native engine's is the canonical`() {
        #expect(VLLMBench().formula(for: nil, api: .chat) == nil)
        #expect(VLLMBench().formula(for: "0.9.1", api: .chat) == nil)
        #expect(EvalscopePerf().formula(for: nil, api: .chat) == nil)
        #expect(EvalscopePerf().formula(for: "0.17.0", api: .chat) == nil)
        #expect(EvalscopePerf().formula(for: "1.2.0", api: .completions) == nil)
        #expect(NativeEngine().formula(for: nil, api: .chat) == .canonical)
    }

    private func check(_ formula: ToolFormula, _ row: Row) {
        #expect(formula.firstToken == row.first)
        #expect(formula.gaps == row.gaps)
        #expect(formula.end == row.end)
        #expect(formula.denominator == .outputTokensLessOne)
    }

    @Test(arguments: VLLMFixtureTests.cases)
    func `vllm's formula on its recorded requests gives its printed latencies`(name: String) throws {
        let report = try VLLMFixtureTests.read(name).report
        let api: API = name.contains("completions") ? .completions : .chat
        let checked = try check(report, try #require(VLLMBench().formula(for: report.version, api: api)))
        if name == "0.32.0/chat-40x4" { #expect(checked.isSuperset(of: [.ttft, .tpot, .itl])) }
    }

    @Test(arguments: EvalscopeCase.all)
    func `evalscope's formula on its recorded requests gives its printed figures`(testCase: EvalscopeCase) throws {
        let api: API = testCase.name.contains("completions") ? .completions : .chat
        let formula = try #require(EvalscopePerf().formula(for: testCase.version, api: api))
        let checked = try check(testCase.read(), formula, window: formula.window == .latencies)
        if testCase.name.hasSuffix("plain") { #expect(checked.isSuperset(of: [.ttft, .tpot, .itl, .e2el])) }
        if testCase.name == "1.14.1/failing" { #expect(checked.contains(.duration)) }
    }

    /// - Parameter window: Whether the records alone tell what the tool's duration spans.
    /// - Returns: What could be checked.
    private func check(
        _ report: ToolReport,
        _ formula: ToolFormula,
        window: Bool = false
    ) throws -> Set<MetricFamily> {
        guard let records = report.records, records.contains(where: \.succeeded) else { return [] }
        let percentiles: [Double] = report.reported.keys.compactMap {
            if case .percentile(let percent) = $0.statistic { percent } else { nil }
        }
        let values = FormulaMetrics.compute(formula, of: records, percentiles: Array(Set(percentiles)))
        var families: Set<MetricFamily> = [.ttft, .tpot, .itl, .e2el]
        if window { families.formUnion([.duration, .requestThroughput]) }
        var checked: Set<MetricFamily> = []
        for (metric, printed) in report.reported where families.contains(metric.family) {
            // What the stamps cannot give is left out, never wrong.
            guard let value = values[metric]?.value else { continue }
            let allowed = printed.resolution * 1.001 + 3e-9
            #expect(abs(value - printed.value) <= allowed, "\(metric): \(value), printed \(printed.value)")
            checked.insert(metric.family)
        }
        return checked
    }
}
