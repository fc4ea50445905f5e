import Foundation
import Synchronization

/// The only place that prints: results to stdout, everything else to stderr.
enum Console {
    private struct ProgressState {
        var shown = false
        var last = ContinuousClock.now - .seconds(60)
    }

    private static let state = Mutex(ProgressState())
    private static let isTerminal = isatty(STDERR_FILENO) == 1

    static func result(_ text: String) {
        finishProgress()
        FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    static func note(_ text: String) {
        finishProgress()
        write(text + "\n")
    }

    static func error(_ text: String) { note("concord: error: " + text) }

    /// One line that the next one replaces; on anything but a terminal a line at most every five seconds.
    static func progress(_ text: String) {
        state.withLock { state in
            let now = ContinuousClock.now
            guard now - state.last >= (isTerminal ? .milliseconds(100) : .seconds(5)) else { return }
            state.last = now
            state.shown = isTerminal
            write(isTerminal ? "\r\u{1B}[2K\(text.prefix(120))" : text + "\n")
        }
    }

    static func finishProgress() {
        state.withLock { state in
            if state.shown { write("\r\u{1B}[2K") }
            state.shown = false
        }
    }

    private static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
