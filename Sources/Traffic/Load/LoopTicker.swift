import BenchModel
import NIOCore

/// A timer that fires every 10 ms on an event loop and notes how late it does.
final class LoopTicker {
    private static let interval: Int64 = 10_000_000

    private let loop: any EventLoop
    private let onTick: (_ count: Int, _ now: Instant) -> Void
    private var next: Int64
    private var scheduled: Scheduled<Void>?
    private var lags: [Double] = []
    private var isStopped = false

    /// Called on the loop.
    init(loop: any EventLoop, onTick: @escaping (_ count: Int, _ now: Instant) -> Void) {
        self.loop = loop
        self.onTick = onTick
        next = LoadClock.now().nanoseconds
        schedule()
    }

    /// 99th percentile of the lags in seconds. Nil before the first tick.
    var lagP99: Double? { lags.isEmpty ? nil : Quantile.linear(lags.sorted(), percent: 99) }

    func stop() {
        isStopped = true
        scheduled?.cancel()
    }

    private func schedule() {
        next += Self.interval
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(next))
        scheduled = loop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire() }
    }

    private func fire() {
        let now = LoadClock.now()
        lags.append(Double(now.nanoseconds - next) * 1e-9)
        next = max(next, now.nanoseconds - Self.interval)
        onTick(lags.count, now)
        if !isStopped { schedule() }
    }
}
