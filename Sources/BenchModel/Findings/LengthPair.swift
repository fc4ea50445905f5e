/// Tokens a request on both sides, over all rounds that tell.
struct LengthPair {
    let reference: Double
    let tool: Double
    /// Half of what rounding leaves open in the ratio.
    private let slack: Double

    var ratio: Double { tool / reference }

    /// By how much the larger exceeds the smaller at the least, as a share; zero when rounding may explain it all.
    var certainShare: Double { max(max(ratio, 1 / ratio) - 1 - slack, 0) }

    /// Nil when a side does not tell its tokens or its completed requests, or has none.
    init?(_ runs: PairedRuns, _ family: MetricFamily) {
        var sums = [(tokens: 0.0, requests: 0.0, resolution: 0.0), (tokens: 0.0, requests: 0.0, resolution: 0.0)]
        for round in runs.rounds {
            let sides = [round.reference, round.tool].compactMap { account in
                account.best(MetricID(family)).flatMap { tokens in
                    account.best(MetricID(.requestsCompleted)).map { (tokens: tokens, requests: $0.value) }
                }
            }
            guard sides.count == 2 else { continue }
            for (index, side) in sides.enumerated() {
                sums[index].tokens += side.tokens.value
                sums[index].requests += side.requests
                sums[index].resolution += side.tokens.resolution
            }
        }
        guard sums.allSatisfy({ $0.tokens > 0 && $0.requests > 0 }) else { return nil }
        reference = sums[0].tokens / sums[0].requests
        tool = sums[1].tokens / sums[1].requests
        slack = sums[0].resolution / sums[0].tokens + sums[1].resolution / sums[1].tokens
    }
}
