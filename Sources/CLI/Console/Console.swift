import BenchModel
import Foundation
import Synchronization

/// The only place that prints: results to stdout, everything else to stderr.
enum Console {
    private struct State {
        var shown = false
        var last = ContinuousClock.now - .seconds(60)
        var resultFailure: String?
    }

    private static let state = Mutex(State())
    private static let isTerminal = isatty(STDERR_FILENO) == 1

    /// Why stdout did not take a result. Nil as long as it did.
    static var resultFailure: String? { state.withLock { $0.resultFailure } }

    /// A reader that has gone, such as `head`, had what it wanted and is no failure.
    static func result(_ text: String) {
        finishProgress()
        let code = write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
        guard code != 0, code != EPIPE else { return }
        state.withLock { $0.resultFailure = String(cString: strerror(code)) }
    }

    /// A result that is one line.
    static func result(line message: Message) { result(message.text) }

    static func note(_ message: Message) {
        finishProgress()
        write(message.text + "\n")
    }

    static func error(_ message: Message) { note("concord: error: " + message) }

    /// One line that the next one replaces; on anything but a terminal a line at most every five seconds.
    static func progress(_ message: Message) {
        let text = message.text
        state.withLock { state in
            let now = ContinuousClock.now
            // Less than the 100 ms at which the engine tells, so that none of it is left out by a hair.
            guard now - state.last >= (isTerminal ? .milliseconds(80) : .seconds(5)) else { return }
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

    /// What stderr does not take is lost: there is nobody left to tell.
    private static func write(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// - Returns: The system's error number; 0 when all of it was written.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
