import BenchModel

/// In what two stored results differ beside their figures.
package struct ResultDifferences {
    /// What has to be the same for a difference between the figures to be the server's.
    package enum Aspect: String, Sendable, CaseIterable {
        case recipe
        /// Of the tool.
        case version
        /// The kind of machine that the tool ran on.
        case machine
    }

    struct Difference {
        let aspect: Aspect
        /// With both values.
        let text: String
    }

    private(set) var all: [Difference] = []
    /// What one of the two does not tell, as noun phrases.
    private(set) var unchecked: [String] = []

    /// Memory of one kind of machine differs by what its firmware and kernel keep for themselves.
    private static let memoryShare = 0.05

    init(
        baseline: StoredResult,
        result: StoredResult,
        versions: (baseline: ToolVersion?, result: ToolVersion?),
        tool: ToolID
    ) {
        if let left = baseline.recipe, let right = result.recipe {
            let settings = RecipeSettings(left, tool: tool)
            for difference in settings.differences(from: RecipeSettings(right, tool: tool)) {
                note(.recipe, difference.key, difference.own, difference.other)
            }
        } else {
            unchecked.append("the recipe (\(Self.lacking(baseline, result) { $0.recipe == nil }))")
        }
        if let left = versions.baseline, let right = versions.result {
            if left != right { note(.version, "version of \(tool)", left.description, right.description) }
        } else {
            unchecked.append("the version of \(tool)")
        }
        compareMachines(baseline, result)
    }

    private mutating func compareMachines(_ baseline: StoredResult, _ result: StoredResult) {
        let facts: [(key: String, name: String, differ: (String, String) -> Bool)] = [
            ("cpu", "cpu", { $0 != $1 }),
            ("cpu_count", "cpu_count", { $0 != $1 }),
            ("memory_bytes", "memory_bytes", { Self.differ($0, $1, by: Self.memoryShare) }),
            ("os", "os", { Self.release($0) != Self.release($1) }),
        ]
        let environments = (baseline.verdict?.environment ?? [:], result.verdict?.environment ?? [:])
        var unknown: [String] = []
        for fact in facts {
            guard let left = environments.0[fact.key], let right = environments.1[fact.key] else {
                unknown.append(fact.name)
                continue
            }
            if fact.differ(left, right) { note(.machine, fact.name, left, right) }
        }
        guard !unknown.isEmpty else { return }
        let names = unknown.count == facts.count ? "" : "'s " + unknown.joined(separator: ", ")
        unchecked.append(
            "the machine\(names) (\(Self.lacking(baseline, result) { $0.verdict == nil }))"
        )
    }

    private mutating func note(_ aspect: Aspect, _ name: String, _ left: String, _ right: String) {
        all.append(Difference(aspect: aspect, text: "\(name) is \(left) in the baseline and \(right) in the result"))
    }

    private static func lacking(
        _ baseline: StoredResult,
        _ result: StoredResult,
        _ lacks: (StoredResult) -> Bool
    ) -> String {
        let paths = [baseline, result].filter(lacks).map(\.path)
        return paths.isEmpty ? "not told" : "not told by \(paths.joined(separator: " and "))"
    }

    private static func differ(_ left: String, _ right: String, by share: Double) -> Bool {
        guard let left = Double(left), let right = Double(right) else { return left != right }
        return abs(left - right) > share * max(left, right)
    }

    /// `Ubuntu 24` for `Ubuntu 24.04.1 LTS`.
    private static func release(_ system: String) -> Substring { system.prefix { $0 != "." } }
}
