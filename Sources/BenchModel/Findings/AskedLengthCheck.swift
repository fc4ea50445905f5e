/// Whether answers were as long as they were asked to be: with `ignore_eos` the server has no reason to stop.
struct AskedLengthCheck {
    /// What was asked for. Nil for outputs that were made elsewhere, which may tell it themselves.
    let workload: Workload?
    /// The default tolerance: time grows with the tokens, so that lengths which are off by more make figures so.
    let share: Double

    /// - Parameter place: ` in round 2`, or nothing.
    func findings(_ account: RunAccount, place: String) -> [Finding] {
        guard let completed = account.best(MetricID(.requestsCompleted))?.value, completed > 0,
            let tokens = account.best(MetricID(.outputTokens))
        else { return [] }
        if tokens.value + tokens.resolution <= 0 {
            return [
                Finding(
                    id: "no-output",
                    tool: account.tool,
                    metrics: [MetricID(.outputTokens)],
                    evidence: "\(account.tool)\(place): \(FigureText.plain(completed)) requests completed, and their "
                        + "answers have no token",
                    severity: .invalidating
                )
            ]
        }
        guard let asked = asked(account) else { return [] }
        let low = (tokens.value - tokens.resolution) / completed
        let high = (tokens.value + tokens.resolution) / completed
        let distance = max(asked.lowerBound / high, low / asked.upperBound) - 1
        guard distance > 1e-9 else { return [] }
        let text =
            asked.lowerBound == asked.upperBound
            ? FigureText.plain(asked.lowerBound)
            : "\(FigureText.plain(asked.lowerBound)) to \(FigureText.plain(asked.upperBound))"
        return [
            Finding(
                id: "output-length-not-asked",
                tool: account.tool,
                metrics: [MetricID(.outputTokens)],
                evidence:
                    "\(account.tool)\(place): an answer has \(FigureText.plain(tokens.value / completed)) tokens on "
                    + "average, and \(text) were asked for, whatever the model would say (ignore_eos)",
                severity: distance > share ? .invalidating : .warning
            )
        ]
    }

    /// Nil where the answer may end before.
    private func asked(_ account: RunAccount) -> ClosedRange<Double>? {
        if let workload {
            guard workload.ignoreEOS, workload.stop.isEmpty else { return nil }
            let length = Double(workload.outputTokens)
            return max(
                1,
                (length * (1 - workload.rangeRatio)).rounded(.down)
            )...(length * (1 + workload.rangeRatio)).rounded(.up)
        }
        guard account.work[.ignoreEndOfText] == .flag(true), case .number(let length)? = account.work[.outputLength],
            length >= 1
        else { return nil }
        return length...length
    }
}
