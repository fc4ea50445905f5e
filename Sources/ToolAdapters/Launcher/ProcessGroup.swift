import Foundation

/// A child and everything that it started and that did not leave its group. Must not be used once the leader is reaped:
/// its number may then belong to someone else.
struct ProcessGroup: Sendable {
    private let leader: Int32
    /// False when the child leads no group of its own, so that only the child itself may be signalled.
    private let isLed: Bool

    /// How long members may take to go by themselves after their leader, and to vanish after KILL.
    private static let settling = 100
    private static let vanishing = 5000

    init(leader: Int32) {
        self.leader = leader
        isLed = leader > 1 && leader != getpgrp() && getpgid(leader) == leader
    }

    /// Ends every member: TERM, then KILL for what is left after `grace`. Returns when none runs any more.
    func end(grace: Duration) async {
        send(SIGTERM)
        // A stopped process gets TERM only when it goes on.
        send(SIGCONT)
        if await isGone(within: Int(grace / .milliseconds(1))) { return }
        send(SIGKILL)
        _ = await isGone(within: Self.vanishing)
    }

    /// Ends what is left after the leader's own end.
    func sweep(grace: Duration) async {
        if await isGone(within: Self.settling) { return }
        await end(grace: grace)
    }

    private func send(_ signal: Int32) {
        guard leader > 1 else { return }
        _ = kill(isLed ? -leader : leader, signal)
    }

    private var isRunning: Bool {
        isLed ? ProcessTable.isAlive(group: leader) : !ProcessTable.hasEnded(child: leader)
    }

    private func isGone(within milliseconds: Int) async -> Bool {
        var waited = 0
        var step = 2
        while isRunning {
            guard waited < milliseconds else { return false }
            await Pause.pause(min(step, milliseconds - waited))
            waited += step
            step = min(step * 2, 50)
        }
        return true
    }
}
