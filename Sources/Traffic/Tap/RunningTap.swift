package import BenchModel

/// A tap that passes connections on, as long as the scope that gave it lasts.
package final class RunningTap: Sendable {
    private let host: String
    private let prefix: String
    private let ports: [Int]
    private let commands: TapCommands
    private let replies: ReplyThread

    init(host: String, prefix: String, ports: [Int], commands: TapCommands, replies: ReplyThread) {
        self.host = host
        self.prefix = prefix
        self.ports = ports
        self.commands = commands
        self.replies = replies
    }

    /// What a client is given in place of the server's base URL: `/v1/…` is appended to it.
    package func baseURL(of port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(ports[port])\(prefix)"
    }

    /// Everything that was recorded at a port since the last take, what is still under way included; the port begins anew.
    package func take(_ port: Int) async -> WireRun {
        await answer { .take(port, $0) }
    }

    /// The exchanges that ended at a port since the last time, and the connections that have changed since. Holds nothing
    /// up: of what passed in the last moments some may be left for the next time.
    /// - Parameter isLast: Whether there is no next time, and nothing is to be left.
    package func drain(_ port: Int, isLast: Bool = false) async -> WireRun {
        await answer { .drain(port, isLast: isLast, $0) }
    }

    private func answer(to command: (@escaping @Sendable (WireRun) -> Void) -> TapCommands.Command) async -> WireRun {
        await withCheckedContinuation { continuation in
            commands.give(command { [replies] wire in replies.run { continuation.resume(returning: wire) } })
        }
    }
}
