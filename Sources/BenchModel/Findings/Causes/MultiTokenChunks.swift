/// A chunk carries several tokens, so that the gaps between chunks are not those between tokens.
struct MultiTokenChunks: Cause {
    let id = "multi-token-chunks"
    let meaning = "The server puts several tokens into a chunk, so that ITL is a time per chunk and not per token."
    let detection = "Output chunks on the wire beside the output tokens in 'usage'."
    let remedy = "Compare TPOT instead of ITL, or let the server send each token by itself (vLLM's stream interval)."

    /// Tokens that an answer may have beyond its chunks: its end token has no text, and one character can take several.
    static let hiddenTokens = 2

    /// Tokens a chunk from which the server is held to merge them; below, a busy server merges a few.
    static let ratio = 1.05

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let all = evidence.tools.compactMap { tool -> (tool: ToolID, effects: [RunEffect])? in
            let effects = evidence.effects(tool) { run, wire in
                let answers = wire.completed.compactMap { exchange -> (tokens: Int, chunks: Int)? in
                    guard let tokens = exchange.record.outputTokens, exchange.record.contentChunks.count > 1 else {
                        return nil
                    }
                    return (tokens, exchange.record.contentChunks.count)
                }
                let gaps = answers.reduce(0) { $0 + $1.chunks - 1 }
                let tokens = answers.map { $0.tokens - 1 }.saturatedSum
                let hidden = answers.allSatisfy { $0.tokens - $0.chunks <= Self.hiddenTokens }
                guard gaps > 0 else { return nil }
                let ratio = Double(tokens) / Double(gaps)
                guard ratio >= Self.ratio, !hidden else { return RunEffect(round: run.round, share: 0, amount: ratio) }
                return RunEffect(round: run.round, share: 1 - 1 / ratio, amount: ratio)
            }
            return effects.isEmpty ? nil : (tool, effects)
        }
        let merged = all.filter { $0.effects.reaches(evidence.material) }
        let isAll = merged.count == all.count && merged.count > 1
        func finding(_ tool: ToolID?, _ effects: [RunEffect]) -> Finding {
            Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.itl, .mean)],
                evidence: "\(tool.map { "for \($0) a" } ?? "a") chunk of output carries "
                    + "\(effects.amounts(FigureText.plain)) tokens on average: ITL is a time per chunk",
                share: effects.share,
                severity: .note
            )
        }
        // The server does it to all alike: one finding for the whole session.
        if isAll { return [finding(nil, merged.flatMap(\.effects))] }
        return merged.map { finding($0.tool, $0.effects) }
    }
}
