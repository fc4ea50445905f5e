import BenchModel
import Foundation
import Traffic

/// What the machine was busy with between two instants, how fast its cores were and how its clocks ran, from `/proc` and
/// `/sys`. Knows little elsewhere.
struct HostMeter: Sendable {
    /// Clock ticks since the host started, summed over cores. Nil where the system does not tell.
    private struct Ticks {
        let busy: Double
        let steal: Double
        let all: Double

        init?(root: String) {
            guard let text = try? String(contentsOfFile: root + "/proc/stat", encoding: .utf8) else { return nil }
            // user nice system idle iowait irq softirq steal guest guest_nice; guests are counted in user as well.
            let numbers = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Double($0) }
            guard numbers.count >= 8 else { return nil }
            all = numbers[..<8].reduce(0, +)
            steal = numbers[7]
            busy = all - numbers[3] - numbers[4] - steal
        }
    }

    private let root: String
    private let readClocks: @Sendable () -> ClockReading
    private let speed: ProcessorSpeed
    private let clocks: ClockReading
    private let ticks: Ticks?
    private let ownSeconds = UsageMeter.processSeconds()
    private let start = ContinuousClock.now

    /// - Parameter root: The folder that has `proc` and `sys` in it. Empty: the machine's own.
    init(root: String = "", readClocks: @escaping @Sendable () -> ClockReading = { ClockReading() }) {
        self.root = root
        self.readClocks = readClocks
        speed = ProcessorSpeed(folder: root + ProcessorSpeed.folder)
        clocks = readClocks()
        ticks = Ticks(root: root)
    }

    /// - Parameters:
    ///   - toolSeconds: CPU time of the tool that ran, outside of this process. Nil when not known.
    ///   - knowsServer: Whether everything that the server does is done by this process.
    func state(toolSeconds: Double?, knowsServer: Bool) -> HostState {
        var state = HostState(cores: ProcessInfo.processInfo.activeProcessorCount)
        let length = (ContinuousClock.now - start) / .seconds(1)
        let speedNow = ProcessorSpeed(folder: root + ProcessorSpeed.folder)
        state.seconds = length
        state.clocks = readClocks().pace(since: clocks)
        state.scaling = speedNow.scaling(since: speed)
        state.throttleEvents = speedNow.throttleEvents(since: speed)
        guard let ticks, let now = Ticks(root: root), now.all > ticks.all else { return state }
        let all = now.all - ticks.all
        state.busyShare = (now.busy - ticks.busy) / all
        state.stealShare = (now.steal - ticks.steal) / all
        if let toolSeconds, knowsServer, let busy = state.busyShare {
            let seconds = length * Double(state.cores)
            let known = toolSeconds + UsageMeter.processSeconds() - ownSeconds
            if seconds > 0 { state.otherShare = max(0, busy - known / seconds) }
        }
        return state
    }
}
