/// The cores' frequency was not governed alike all the time, or held at its lowest.
struct CPUGovernor: Cause {
    let id = "cpu-governor"
    let meaning =
        "What governs the cores' frequency changed between or during the runs, or it pins the lowest frequency."
    let detection = "The cpufreq governor of every core before and after each run."
    let remedy = "Set one governor for all cores before the first round, 'performance' at best, and leave it alone."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let runs = evidence.rounds.joined().compactMap { run in
            run.host?.scaling.map { (run: run, scaling: $0) }
        }
        guard let first = runs.first else { return [] }
        var parts: [String] = []
        if let changed = runs.first(where: { $0.scaling.changedCores > 0 }) {
            parts.append(
                "the governor of \(CauseText.count(changed.scaling.changedCores, "core")) changed while "
                    + "\(changed.run.tool) ran in round \(changed.run.round) (\(Self.names(changed.scaling)))"
            )
        } else if let other = runs.first(where: { $0.scaling.governors != first.scaling.governors }) {
            parts.append(
                "\(first.run.tool) ran in round \(first.run.round) under the governor \(Self.names(first.scaling)) and "
                    + "\(other.run.tool) in round \(other.run.round) under \(Self.names(other.scaling))"
            )
        }
        if let slow = runs.first(where: \.scaling.isSlowest) {
            let driver = slow.scaling.driver.map { " under \($0)" } ?? ""
            parts.append("the governor powersave\(driver) holds cores at their lowest frequency")
        }
        guard !parts.isEmpty else { return [] }
        return [
            Finding(
                id: id,
                metrics: HostContention.metrics,
                evidence: parts.joined(separator: "; "),
                severity: .invalidating
            )
        ]
    }

    private static func names(_ scaling: CPUScaling) -> String { scaling.governors.joined(separator: " and ") }
}
