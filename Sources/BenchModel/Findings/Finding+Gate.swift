extension Finding {
    /// What a client itself made of figures that the wire has without it: where the wire alone decides, no doubt.
    private static let ownClock: Set<String> = ["client-late", "clock-drift"]

    /// The same finding, as a warning if it would make the run invalid for the sake of figures that decide nothing.
    func weighed(by gate: Gate) -> Finding {
        guard severity == .invalidating, !concerns(gate) else { return self }
        var weighed = self
        weighed.severity = .warning
        return weighed
    }

    /// What names no metric concerns all of them, and so does whatever says that the tools did not do the same work.
    private func concerns(_ gate: Gate) -> Bool {
        if gate.view == .wire, Self.ownClock.contains(id) { return false }
        if metrics.isEmpty || CheckCatalogue.all.contains(where: { $0.families.isEmpty && $0.causes.contains(id) }) {
            return true
        }
        let touched = metrics.reduce(into: Set<MetricFamily>()) { $0.formUnion($1.family.dependents) }
        return !touched.isDisjoint(with: gate.families)
    }
}

extension Gate {
    /// Of the metrics that decide.
    var families: Set<MetricFamily> {
        Set(metrics.compactMap { MetricID($0)?.family ?? MetricFamily(rawValue: $0) })
    }
}
