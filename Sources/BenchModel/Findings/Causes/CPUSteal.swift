/// A hypervisor gave processor time that was asked for to other guests.
struct CPUSteal: Cause {
    let id = "cpu-steal"
    let meaning = "The hypervisor gave time of this machine's cores to other guests while a tool measured."
    let detection = "Time stolen by the hypervisor, as a share of all cores during a run."
    let remedy = "Measure on a machine, or an instance, that has its cores for itself."

    /// Of all cores. Clouds that overbook a little stay below.
    static let share = 0.1
    /// Of all cores, from which on a run of a second or more is worth nothing: a core that is taken away for a scheduler's
    /// slice of some milliseconds at a time, a fifth of all time, adds one of them to every fifth instant that is stamped.
    static let invalidShare = 0.2

    func findings(in evidence: SessionEvidence) -> [Finding] {
        TakenShare(
            id: id,
            share: \.stealShare,
            limit: Self.share,
            invalidLimit: Self.invalidShare,
            taker: "the hypervisor took"
        ).findings(in: evidence)
    }
}
