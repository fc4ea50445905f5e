import BenchModel

/// What the tap's thread is busy with. Lives on it.
final class TapMeter {
    private var forwarding = LagCounts()
    private var turns = LagCounts()
    private var heldBytes = 0
    /// Wall and CPU time at the first request. Nil before it.
    private var start: (wall: Instant, cpu: Double)?
    private var end: (wall: Instant, cpu: Double)?

    func requestCame(at now: Instant) {
        if start == nil { start = (now, UsageMeter.threadSeconds()) }
    }

    func forwarded(since read: Instant) {
        forwarding.add(nanoseconds: LoadClock.now().nanoseconds - read.nanoseconds)
    }

    func held(_ bytes: Int) { heldBytes += bytes }

    func answerEnded(at now: Instant) { end = (now, UsageMeter.threadSeconds()) }

    func turnEnded(busy nanoseconds: Int64) {
        if start != nil { turns.add(nanoseconds: nanoseconds) }
    }

    /// Since the last time that it began anew.
    var usage: TapUsage {
        var usage = TapUsage()
        usage.forwardP99 = forwarding.percentile(99)
        usage.busyTurnP99 = turns.percentile(99)
        usage.heldBytes = heldBytes
        guard let start, let end, end.wall > start.wall else { return usage }
        usage.cpuSeconds = end.cpu - start.cpu
        usage.cpuShare = usage.cpuSeconds / (end.wall - start.wall)
        return usage
    }

    func beginAnew() {
        forwarding = LagCounts()
        turns = LagCounts()
        heldBytes = 0
        start = nil
        end = nil
    }
}
