/// A clock of the machine did not run at the pace of the others.
struct ClockStep: Cause {
    let id = "clock-step"
    let meaning =
        "The machine's clock was set or slewed, or the machine slept, while a tool measured: spans of time are not what they "
        + "seem."
    let detection = "The wall clock, the monotonic clock and the one that nothing corrects, before and after each run."
    let remedy = "Let the time service settle before the first round, and keep the machine from sleeping."

    /// Part of the run's length by which clocks may run apart: a third of a tolerance of 3 % would be hidden by ten times
    /// that, and a time service corrects by half of it at most (500 ppm, adjtimex(2)).
    static let share = 1e-3
    /// Seconds that are nothing in any case.
    static let least = 1e-3

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let off = evidence.runs(of: tool).compactMap { run -> (round: Int, text: String)? in
                guard let host = run.host, let clocks = host.clocks else { return nil }
                let limit = max(Self.least, Self.share * (host.seconds ?? 0))
                if abs(clocks.step) > limit {
                    return (
                        run.round,
                        "the wall clock \(clocks.step > 0 ? "gained" : "lost") \(CauseText.time(abs(clocks.step))) on the "
                            + "monotonic one"
                    )
                }
                guard abs(clocks.slew) > limit else { return nil }
                return (
                    run.round,
                    "the monotonic clock was slewed by \(CauseText.time(abs(clocks.slew)))"
                )
            }
            guard let first = off.first else { return nil }
            let more = off.count > 1 ? ", and so in \(CauseText.count(off.count - 1, "more round"))" : ""
            return Finding(
                id: id,
                tool: tool,
                metrics: HostContention.metrics,
                evidence: "\(tool), round \(first.round): \(first.text) while it ran\(more)",
                severity: .invalidating
            )
        }
    }
}
