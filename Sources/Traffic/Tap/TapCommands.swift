import BenchModel
import Synchronization

/// What other threads ask of the tap's.
final class TapCommands: Sendable {
    enum Command: Sendable {
        case take(Int, @Sendable (WireRun) -> Void)
        case drain(Int, @Sendable (WireRun) -> Void)
        case stop
    }

    private let signal: WakeSignal
    private let waiting = Mutex<[Command]>([])

    init() throws(LoadError) { signal = try WakeSignal() }

    /// Readable when there is a command.
    var reader: Int32 { signal.reader }

    func give(_ command: Command) {
        waiting.withLock { $0.append(command) }
        signal.raise()
    }

    /// Everything that was given. On the tap's thread, when `reader` is readable.
    func taken() -> [Command] {
        let commands = waiting.withLock { list in
            defer { list = [] }
            return list
        }
        for _ in commands { signal.lower() }
        return commands
    }
}
