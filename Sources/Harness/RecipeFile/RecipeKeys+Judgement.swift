import BenchModel

extension RecipeKeys {
    var tolerance: RecipeForm<Tolerance> {
        .record(
            Tolerance(),
            [
                RecipeKey("default", \.share, .share, "For every metric that has no rule of its own."),
                RecipeKey("floor", \.floor, .seconds, "A smaller difference of two latencies is none."),
                RecipeKey(
                    "metrics",
                    \.rules,
                    rules,
                    "Rules by metric id (ttft.p99) or family (ttft): a share, exact, information, or a map."
                ),
            ]
        )
    }

    private var rules: RecipeForm<[String: Tolerance.Rule]> {
        let shape = rule(floor: .either(.seconds, .number(.atLeast(0)))).shape
        return RecipeForm<Tolerance.Rule>.table(shape, names: metric) { name in
            rule(floor: Self.isLatency(name) ? .seconds : .number(.atLeast(0)))
        }.mapped { pairs, _, _ in Dictionary(pairs.map { ($0.key, $0.value) }) { $1 } }
    }

    private func rule(floor: RecipeForm<Double>) -> RecipeForm<Tolerance.Rule> {
        let words = RecipeForm<RuleWord>.choice
        let share = RecipeForm<Double>.share
        let short = RecipeForm<Tolerance.Rule>(.either(share.shape, words.shape)) { value, reading in
            if case .scalar(let text, _) = value.node.content, text.first?.isLetter == true {
                guard let word = RuleWord(rawValue: text) else {
                    reading.mismatch(value, .either(share.shape, words.shape))
                    return nil
                }
                return word == .exact ? .exact : .information
            }
            return share.read(value, &reading).map { .within(share: $0, floor: nil) }
        }
        let long = RecipeForm<Margin>.record(
            Margin(),
            [
                RecipeKey("within", \.share, share, required: true, "The share by which the values may differ."),
                RecipeKey("floor", \.floor, .orNull(floor), "A smaller difference is none; in the metric's unit."),
            ]
        )
        return .either(short, long.mapped { margin, _, _ in .within(share: margin.share, floor: margin.floor) })
    }

    var gate: RecipeForm<Gate> {
        .record(
            Gate(),
            [
                RecipeKey(
                    "metrics",
                    \.metrics,
                    RecipeForm<String>.list(of: metric, atLeast: 1),
                    "Metric ids or families; a family stands for its mean, p50 and p99."
                ),
                RecipeKey(
                    "view",
                    \.view,
                    .choice,
                    "canonical, reported or wire: only that; wire is what passed the tap, so that a run without one cannot be "
                        + "judged by it. best: canonical where both tools have it, else reported."
                ),
            ]
        )
    }

    /// A metric id, in the spelling of the catalogue, or a family.
    private var metric: RecipeForm<String> {
        RecipeForm(.metric, write: JSONValue.string) { value, reading in
            guard case .scalar(let text, let meaning) = value.node.content, meaning != .null else {
                reading.mismatch(value, .metric)
                return nil
            }
            if let family = MetricFamily(rawValue: text) { return family.rawValue }
            if let id = MetricID(text) { return id.description }
            let suggestion = Self.catalogueName(of: text)
            reading.note(.unknownMetric(text, suggestion: suggestion), value)
            return nil
        }
    }

    /// Families and the ids in common use.
    private static var metricNames: [String] {
        MetricFamily.allCases.flatMap { family in
            let statistics = ["mean", "p50", "p90", "p95", "p99", "std", "min", "max"]
            return [family.rawValue] + (family.isDistribution ? statistics.map { "\(family.rawValue).\($0)" } : [])
        }
    }

    /// The id that is meant by a usual name of another kind, or by a misspelt one. Nil when there is none.
    private static func catalogueName(of text: String) -> String? {
        let usual = ["median": "p50", "average": "mean", "avg": "mean", "stddev": "std", "p0": "min", "p100": "max"]
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, let statistic = usual[parts[1]], let id = MetricID("\(parts[0]).\(statistic)") {
            return id.description
        }
        return SpellingDistance.nearest(to: text, among: metricNames)
    }

    private static func isLatency(_ name: String) -> Bool {
        let family = MetricFamily(rawValue: name) ?? MetricID(name)?.family
        return family.map { MetricCatalogue.entry(for: $0).unit == .seconds } ?? false
    }
}

private enum RuleWord: String, CaseIterable { case exact, information }

private struct Margin {
    var share = Tolerance().share
    var floor: Double?
}
