import Foundation
package import Traffic

/// One line of how a load goes: what has ended by now, and how fast within the last seconds.
package struct ProgressLine: Sendable {
    /// Seconds that rates and means look back.
    private static let window = 2.0

    /// The youngest that is at least as old as the window, and all after it.
    private var past: [LoadProgress] = []
    /// Seconds that the run may take. Nil: no limit.
    private let duration: Double?

    /// - Parameter duration: Nil: no limit.
    package init(duration: Duration? = nil) { self.duration = duration.map { $0 / .seconds(1) } }

    package mutating func text(for now: LoadProgress) -> String {
        past.append(now)
        while past.count > 1, past[1].elapsed <= now.elapsed - Self.window { past.removeFirst() }
        // Means over the window; what has ended in it may be nothing while answers are long.
        let none = LoadProgress(completed: 0, failed: 0, total: 0, chunks: 0)
        let start = past[0].completed < now.completed ? past[0] : none
        var parts = [time(now), count(now)]
        if now.elapsed > start.elapsed {
            let rate = Double(now.completed - start.completed) / (now.elapsed - start.elapsed)
            parts.append("\(Self.short(rate)) req/s")
        }
        let succeeded = (now.completed - now.failed) - (start.completed - start.failed)
        if succeeded > 0, now.ttftSum > start.ttftSum {
            parts.append("TTFT " + Self.milliseconds((now.ttftSum - start.ttftSum) / Double(succeeded)))
        }
        if now.gaps > start.gaps {
            let seconds = (now.streamingSum - start.streamingSum) / Double(now.gaps - start.gaps)
            parts.append("ITL " + Self.milliseconds(seconds))
        }
        parts.append("\(now.inFlight) in flight")
        parts.append(now.failed == 1 ? "1 error" : "\(now.failed) errors")
        return parts.joined(separator: "  ")
    }

    private func time(_ now: LoadProgress) -> String {
        let limit = duration.map { "/" + String(format: "%.0f", $0) } ?? ""
        return String(format: "%.1f", now.elapsed) + limit + " s"
    }

    private func count(_ now: LoadProgress) -> String {
        now.total == .max ? "\(now.completed) done" : "\(now.completed)/\(now.total) done"
    }

    private static func milliseconds(_ seconds: Double) -> String { short(seconds * 1000) + " ms" }

    /// Three digits that mean something.
    private static func short(_ value: Double) -> String {
        String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
    }
}
