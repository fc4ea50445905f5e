package import BenchModel

extension VLLMBench {
    package var formulaVersions: [ToolVersion] { ["0.33", "0.30", Self.oldest] }

    /// Of the client in Python; `VLLM_USE_RUST_BENCH` runs another one, which still takes the role chunk for the first
    /// token in 0.33. Versions newer than the newest known are taken to be like it.
    package func formula(for version: ToolVersion?, api: API) -> ToolFormula? {
        guard let version, version >= Self.oldest else { return nil }
        var formula = ToolFormula()
        formula.firstToken = .firstChoice
        formula.gaps = .betweenChoices
        formula.window = .wholeRun
        formula.emptyAnswer = .fails
        formula.inBandError = .completesAfterOutput
        guard api == .chat else { return formula }
        if version < "0.30" {
            formula.end = .lastMessage
            formula.emptyAnswer = .countsAsZero
            formula.inBandError = .completes
        } else if version >= "0.33" {
            formula.firstToken = .firstOutput
            formula.gaps = .betweenOutputs
            formula.end = .lastOutput
        }
        return formula
    }
}
