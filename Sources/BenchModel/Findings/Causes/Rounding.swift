/// A figure is written with so few digits that the rounding matters.
struct Rounding: Cause {
    let id = "rounding"
    let meaning = "A tool writes figures with so few digits that what rounding leaves open is a part of any difference."
    let detection = "Half a unit of the last digit that was written, beside the figure, where no finer view has it."
    let remedy = "Give Concord the tool's JSON or database instead of its console text."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            var found: [(metric: MetricID, share: Double, text: String)] = []
            let accounts = evidence.runs(of: tool).map(\.account)
            let reported = Set(accounts.flatMap { ($0.views[.reported] ?? [:]).keys })
            for metric in reported.sorted() where !metric.family.isCount && metric.statistic != .standardDeviation {
                guard accounts.allSatisfy({ $0.views[.canonical]?[metric] == nil }) else { continue }
                let shares = accounts.compactMap { account -> Double? in
                    guard let value = account.views[.reported]?[metric], value.value > 0, value.resolution.isFinite
                    else {
                        return nil
                    }
                    return value.resolution / value.value
                }
                guard !shares.isEmpty else { continue }
                let share = shares.reduce(0, +) / Double(shares.count)
                guard share >= evidence.material else { continue }
                let text = accounts.compactMap { $0.views[.reported]?[metric]?.sourceText }.first
                found.append((metric, share, text.map { " ('\($0)')" } ?? ""))
            }
            found.sort { $0.share > $1.share }
            guard let worst = found.first else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: found.map(\.metric),
                evidence: "\(tool) rounds: "
                    + found.map { "\($0.metric)\($0.text) to ±\(CauseText.percent($0.share))" }.joined(separator: ", "),
                share: worst.share,
                severity: .note
            )
        }
    }
}
