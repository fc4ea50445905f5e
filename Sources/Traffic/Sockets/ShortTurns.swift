import BenchModel
import Foundation

/// Keeps a thread in the background from having a core for more than a moment at a time. To want it less than all others is
/// not enough: once such a thread runs, the scheduler may leave it there up to its next tick, 4 ms later, while one that
/// stamps what arrives waits for the core.
package struct ShortTurns {
    /// Seconds of work after which it rests, and for how long.
    private static let longest = 0.0001
    private static let rest = 0.0003

    private var start = LoadClock.now()

    package init() {}

    /// Said between two pieces of work, each of them short: gives the core back when the turn was long enough.
    package mutating func pieceDone() {
        guard LoadClock.now() - start > Self.longest else { return }
        Thread.sleep(forTimeInterval: Self.rest)
        start = LoadClock.now()
    }
}
