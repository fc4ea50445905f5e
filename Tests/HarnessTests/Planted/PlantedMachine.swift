import BenchModel
import Foundation
import Synchronization

@testable import Harness

/// A machine that tells of itself in files below a folder, as Linux does, and by clocks that can be set.
final class PlantedMachine: Sendable {
    /// What goes wrong with it while something is measured.
    struct Trouble: Sendable {
        /// Share of all processor time that a hypervisor gives to other guests.
        var steal = 0.0
        /// What the second core's frequency is governed by in the end.
        var governor = PlantedMachine.governor
        /// How often the first core becomes too hot.
        var throttles = 0
        /// Seconds by which the time of day is set ahead.
        var clockStep = 0.0
    }

    private static let governor = "performance"
    private static let cores = 2.0
    /// Of one core, a second.
    private static let ticks = 100.0
    private static let busyShare = 0.1
    /// Spells of heat since the machine started.
    private static let throttles = 7

    private let folder: URL
    private let clockStep = Mutex(0.0)

    /// - Parameter folder: Where nothing is yet.
    init(folder: URL) throws {
        self.folder = folder
        try tell(seconds: 3600, Trouble())
    }

    /// Begins to watch the machine.
    var meter: HostMeter {
        HostMeter(root: folder.path) {
            let now = ClockReading()
            let step = Int64(self.clockStep.withLock { $0 } * 1e9)
            return ClockReading(wall: now.wall + step, monotonic: now.monotonic, raw: now.raw)
        }
    }

    /// Time has passed, in which this went wrong.
    func pass(_ seconds: Double, with trouble: Trouble) throws {
        clockStep.withLock { $0 += trouble.clockStep }
        try tell(seconds: 3600 + seconds, stolen: seconds * trouble.steal, trouble)
    }

    /// - Parameters:
    ///   - seconds: Since the machine started.
    ///   - stolen: Of them, on every core.
    private func tell(seconds: Double, stolen: Double = 0, _ trouble: Trouble) throws {
        let (busy, idle) = (Self.busyShare * (seconds - stolen), (1 - Self.busyShare) * (seconds - stolen))
        let ticks = [busy, idle, stolen].map { "\(Int(($0 * Self.cores * Self.ticks).rounded()))" }
        try write("cpu  \(ticks[0]) 0 0 \(ticks[1]) 0 0 0 \(ticks[2]) 0 0\n", to: "proc/stat")
        let cores = "sys/devices/system/cpu"
        try write(Self.governor, to: "\(cores)/cpu0/cpufreq/scaling_governor")
        try write(trouble.governor, to: "\(cores)/cpu1/cpufreq/scaling_governor")
        try write("\(Self.throttles + trouble.throttles)", to: "\(cores)/cpu0/thermal_throttle/core_throttle_count")
    }

    private func write(_ text: String, to name: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
