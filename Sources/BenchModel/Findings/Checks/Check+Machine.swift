extension Check {
    /// Whether machine and server were the same all the time.
    static let machine = [
        Check(
            id: "host-contention",
            title: "other processes",
            causes: ["host-contention"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                CheckNeeds.host(run) { host in
                    if host.busyShare == nil, host.otherShare == nil {
                        return "the system does not tell how busy it was"
                    }
                    if host.otherShare == nil { return "what the server itself used of the machine is not known" }
                    return host.isLongEnough ? nil : CheckNeeds.tooShort
                }
            }
        ),
        Check(
            id: "cpu-steal",
            title: "CPU steal",
            causes: ["cpu-steal"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                CheckNeeds.host(run) { host in
                    if host.stealShare == nil { return "the system does not tell what a hypervisor took" }
                    return host.isLongEnough ? nil : CheckNeeds.tooShort
                }
            }
        ),
        Check(
            id: "cpu-governor",
            title: "CPU governor",
            causes: ["cpu-governor"],
            families: MetricFamily.times,
            subject: .session { material in
                material.evidence.rounds.joined().lazy.compactMap { run in
                    CheckNeeds.host(run) { $0.scaling == nil ? "the system does not tell its CPU governor" : nil }
                }.first
            }
        ),
        Check(
            id: "thermal-state",
            title: "thermal state",
            causes: ["cpu-throttled"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                CheckNeeds.host(run) {
                    $0.throttleEvents == nil ? "the system does not tell whether it throttled its cores" : nil
                }
            }
        ),
        Check(
            id: "system-clock",
            title: "system clock",
            causes: ["clock-step"],
            families: MetricFamily.times,
            subject: .tool { run, _ in
                CheckNeeds.host(run) { $0.clocks == nil ? "the system's clocks were not read" : nil }
            }
        ),
        Check(
            id: "server-drift",
            title: "server drift",
            causes: ["drift-between-rounds"],
            families: MetricFamily.times,
            subject: .session { material in
                let rounds = material.evidence.rounds
                guard rounds.count >= DriftBetweenRounds.fewestRounds else {
                    return "a trend takes \(DriftBetweenRounds.fewestRounds) rounds, and there "
                        + (rounds.count == 1 ? "was 1" : "were \(rounds.count)")
                }
                return rounds.joined().lazy.compactMap { CheckNeeds.wire($0) }.first
            }
        ),
    ]
}
