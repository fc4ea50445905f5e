package import BenchModel

extension EvalscopePerf {
    package var formulaVersions: [ToolVersion] { ["1.14", "1.13", "1.11.1", "1.4", "1.1.1", "1.0.2", "1.0.0"] }

    /// Versions newer than the newest known are taken to be like it.
    package func formula(for version: ToolVersion?, api: API) -> ToolFormula? {
        guard let version, version >= EvalscopeRelease.oldest else { return nil }
        // Every request fails: there is no figure.
        if api == .completions, EvalscopeRelease(version: version).breaksOnCompletions { return nil }
        var formula = ToolFormula()
        if version < "1.1.1" {
            formula.firstToken = .firstMessage
            formula.gaps = .betweenMessages
            formula.end = .endOfAnswer
            formula.window = .fromFirstEnded
        } else {
            formula.end = .lastMessage
            formula.window = .latencies
            if version < "1.11.1" {
                formula.firstToken = .firstChoice
                formula.gaps = .messageToChoice
                formula.failedRequests = .sent
            } else {
                formula.emptyAnswer = .countsAsZero
                formula.failedRequests = .whole
            }
            if version < "1.4" { formula.divisor = .durationBeforeLast }
        }
        formula.percentile = version < "1.11.1" ? .flooredIndex : .nearestRank
        if version < "1.13" { formula.singleToken = .countsAsZero }
        // Before 1.0.2 it ends the whole run.
        if version < "1.14", version >= "1.0.2" { formula.inBandError = .completes }
        return formula
    }
}
