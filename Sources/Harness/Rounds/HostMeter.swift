import BenchModel
import Foundation
import Traffic

/// What the machine was busy with between two instants, how fast its cores were and how its clocks ran, from `/proc` and
/// `/sys`. Knows little elsewhere.
struct HostMeter: Sendable {
    private let root: String
    private let readClocks: @Sendable () -> ClockReading
    private let speed: ProcessorSpeed
    private let clocks: ClockReading
    private let ticks: ProcessorTicks?
    private let ownSeconds = UsageMeter.processSeconds()
    private let start = ContinuousClock.now

    /// - Parameter root: The folder that has `proc` and `sys` in it. Empty: the machine's own.
    init(root: String = "", readClocks: @escaping @Sendable () -> ClockReading = { ClockReading() }) {
        self.root = root
        self.readClocks = readClocks
        speed = ProcessorSpeed(folder: root + ProcessorSpeed.folder)
        clocks = readClocks()
        ticks = Self.ticks(root)
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
        guard let ticks, let shares = Self.ticks(root)?.shares(since: ticks) else { return state }
        state.busyShare = shares.busy
        state.stealShare = shares.steal
        if let toolSeconds, knowsServer {
            let seconds = length * Double(state.cores)
            let known = toolSeconds + UsageMeter.processSeconds() - ownSeconds
            if seconds > 0 { state.otherShare = max(0, shares.busy - known / seconds) }
        }
        return state
    }

    /// Nil where the system does not tell.
    private static func ticks(_ root: String) -> ProcessorTicks? {
        (try? String(contentsOfFile: root + ProcessorTicks.path, encoding: .utf8)).flatMap(ProcessorTicks.init)
    }
}
