import BenchModel
import Synchronization

/// What other threads ask of the tap's.
final class TapCommands: Sendable {
    enum Command: Sendable {
        case take(Int, @Sendable (WireRun) -> Void)
        case drain(Int, isLast: Bool, @Sendable (WireRun) -> Void)
        case stop
    }

    private let signal: WakeSignal
    private struct State {
        var waiting: [Command] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    init() throws(LoadError) { signal = try WakeSignal() }

    /// Readable when there is a command.
    var reader: Int32 { signal.reader }

    var isEmpty: Bool { state.withLock { $0.waiting.isEmpty } }

    func give(_ command: Command) {
        let isTaken = state.withLock { state in
            if !state.isClosed { state.waiting.append(command) }
            return !state.isClosed
        }
        if isTaken { signal.raise() } else { Self.answerNothing(command) }
    }

    /// Everything that was given. On the tap's thread, when `reader` is readable.
    func taken() -> [Command] {
        let commands = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for _ in commands { signal.lower() }
        return commands
    }

    /// The tap's thread has ended: nobody waits for it in vain.
    func close() {
        let left = state.withLock { state in
            defer { state.waiting = [] }
            state.isClosed = true
            return state.waiting
        }
        left.forEach(Self.answerNothing)
    }

    private static func answerNothing(_ command: Command) {
        switch command {
        case .take(_, let reply), .drain(_, _, let reply):
            reply(WireRun(exchanges: [], connections: [], usage: TapUsage()))
        case .stop: break
        }
    }
}
