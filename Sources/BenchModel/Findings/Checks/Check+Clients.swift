extension Check {
    /// Whether clients and tap were up to what they measured.
    static let clients = [
        Check(
            id: "client-saturation",
            title: "client saturation",
            causes: ["client-saturated", "client-limited"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                run.clientCPUShare == nil && run.clientHealth == nil
                    ? "its processor time while it measured is not known" : nil
            }
        ),
        Check(
            id: "client-lateness",
            title: "client lateness",
            causes: ["client-late", "client-stall"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                let metric = MetricID(.ttft, .mean)
                guard run.account.views[.canonical]?[metric] != nil else {
                    return "its output does not tell when the first tokens came"
                }
                return run.trueTTFT == nil && run.account.views[.wire]?[metric] == nil ? CheckNeeds.noTap : nil
            }
        ),
        Check(
            id: "tool-clock",
            title: "tool clock",
            causes: ["clock-drift"],
            families: MetricFamily.times,
            subject: .tool { run, material in
                if let reason = CheckNeeds.wire(run) { return reason }
                guard let wire = MeasuredWire(run, material.evidence.workload), ClockOffset(run, wire) == nil else {
                    return nil
                }
                return run.records == nil
                    ? "its output has no instants of single requests" : "its instants cannot be matched with the wire's"
            }
        ),
        Check(
            id: "tap-saturation",
            title: "tap saturation",
            causes: ["tap-limited"],
            families: MetricFamily.times,
            subject: .tool { run, material in
                if let reason = CheckNeeds.wire(run) { return reason }
                let span = MeasuredWire(run, material.evidence.workload)?.span ?? 0
                return span < ClientHealth.shortest ? CheckNeeds.tooShort : nil
            }
        ),
    ]
}
