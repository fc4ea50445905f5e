import BenchModel

/// Up to which load each tool can be believed, as sentences.
struct CalibrationLimitLines {
    /// Metrics of which it is said up to which load they can be believed.
    private static let judged = [
        MetricID(.ttft, .mean), MetricID(.tpot, .mean), MetricID(.itl, .mean), MetricID(.e2el, .mean),
        MetricID(.requestThroughput),
    ]
    private static let ttft = MetricID(.ttft, .mean)

    let document: CalibrationDocument

    var lines: [String] {
        document.tools.flatMap { tool -> [String] in
            let own = Self.judged.flatMap { limits(of: $0, tool) }
            // Metrics of which the same is to be said share a line.
            var groups: [(titles: [String], words: String)] = []
            for limit in own {
                let title = MetricCatalogue.entry(for: limit.metric.family).title
                if let index = groups.firstIndex(where: { $0.words == words(limit) }) {
                    groups[index].titles.append(title)
                } else {
                    groups.append(([title], words(limit)))
                }
            }
            return groups.map { "\(tool.name): \(ReportHeading.joined($0.titles)) \($0.words)" }
        }
    }

    /// On all profiles together; of TTFT, which a client delays most, also on each profile that it leaves elsewhere.
    private func limits(of metric: MetricID, _ tool: CalibratedTool) -> [CalibrationLimit] {
        guard let all = tool.limit(metric) else { return [] }
        guard metric == Self.ttft else { return [all] }
        let own = document.profiles.compactMap { tool.limit(metric, profile: $0.name) }
        return [all] + own.filter { $0.leaves?.load.concurrency != all.leaves?.load.concurrency }
    }

    /// `within 3 % up to 4 concurrent (800 chunks/s), leaves it at 16 (+7.1 % on fast)`.
    private func words(_ limit: CalibrationLimit) -> String {
        let place = limit.profile.map { "on \($0) " } ?? ""
        let bias = limit.leaves.map { bound in
            let profile = limit.profile == nil ? " on \(bound.load.profile)" : ""
            return "(\(bound.bias.map { FigureText.difference(1 + $0) + profile } ?? "it failed"))"
        }
        guard let within = limit.within?.load else {
            guard let load = limit.leaves?.load, let bias else { return "\(place)open at every load" }
            return "\(place)beyond \(share(limit.metric)) from \(load.concurrency) concurrent on \(bias)"
        }
        let chunks = FigureText.plain(within.chunksPerSecond.rounded())
        let inside = "\(place)within \(share(limit.metric)) up to \(within.concurrency) concurrent (\(chunks) chunks/s)"
        guard let load = limit.leaves?.load, let bias else { return inside + ", the highest load measured" }
        return "\(inside), leaves it at \(load.concurrency) \(bias)"
    }

    private func share(_ metric: MetricID) -> String {
        let rules = document.tolerance.rules
        let own = rules[metric.description] ?? rules[metric.family.rawValue]
        return own.map { $0.replacing("within ", with: "") } ?? "\(FigureText.plain(document.tolerance.share * 100)) %"
    }
}
