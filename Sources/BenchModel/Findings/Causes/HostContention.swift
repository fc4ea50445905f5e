/// Other programs took processor time while a tool measured.
struct HostContention: Cause {
    let id = "host-contention"
    let meaning =
        "Other programs used the machine while a tool measured, so that client or server had to wait for a core."
    let detection = "Busy time of other processes, as a share of all cores during a run."
    let remedy = "Measure on a machine that does nothing else, or give tool and server cores of their own."

    static let metrics = [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.requestThroughput)]

    /// Of all cores. A thread that becomes ready finds no core free about as often as the rest is busy: below a tenth that
    /// is what any system's own daemons do, and 15 % leaves them room.
    static let otherShare = 0.15
    /// Of all cores, from which on a run of a second or more is worth nothing: with client and server at work as well,
    /// every third time or so that one of them becomes ready it waits for a time slice, which is more than any tolerance.
    static let invalidShare = 0.3

    func findings(in evidence: SessionEvidence) -> [Finding] {
        TakenShare(
            id: id,
            share: \.otherShare,
            limit: Self.otherShare,
            invalidLimit: Self.invalidShare,
            taker: "other processes used"
        ).findings(in: evidence)
    }
}
