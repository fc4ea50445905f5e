import BenchModel
import Testing
import ToolAdapters

/// What each release makes of a stream, at the borders between which it changes. That it gives the figures of recorded
/// runs, `ReproductionFixtureTests` has.
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
}
