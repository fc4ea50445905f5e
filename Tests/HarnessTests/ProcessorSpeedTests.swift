import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct ProcessorSpeedTests {
    /// A folder like `/sys/devices/system/cpu`, with two cores.
    private func write(_ files: [String: String], to folder: URL) throws {
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try "\(text)\n".write(to: file, atomically: true, encoding: .utf8)
        }
    }

    private static let files = [
        "cpu0/cpufreq/scaling_governor": "performance", "cpu1/cpufreq/scaling_governor": "performance",
        "cpu0/cpufreq/scaling_driver": "intel_pstate", "cpu0/thermal_throttle/core_throttle_count": "7",
        "cpu1/thermal_throttle/core_throttle_count": "0", "cpufreq/scaling_governor": "of no core",
        "cpuidle/thermal_throttle/core_throttle_count": "99",
    ]

    @Test func `governors, their changes and the rise of the throttle counters are read`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try write(Self.files, to: folder)
            let before = ProcessorSpeed(folder: folder.path)
            #expect(before.governorNames == ["performance"])
            #expect(before.scaling(since: before) == CPUScaling(governors: ["performance"], driver: "intel_pstate"))
            #expect(before.throttleEvents(since: before) == 0)
            let changes = [
                "cpu1/cpufreq/scaling_governor": "powersave", "cpu0/thermal_throttle/core_throttle_count": "9",
                "cpu1/thermal_throttle/core_throttle_count": "3",
            ]
            try write(changes, to: folder)
            let after = ProcessorSpeed(folder: folder.path)
            #expect(after.throttleEvents(since: before) == 5)
            let scaling = try #require(after.scaling(since: before))
            #expect(scaling.governors == ["performance", "powersave"] && scaling.changedCores == 1)
        }
    }

    @Test func `a system that does not tell is not taken for a quiet one`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try write(["cpu0/topology/core_id": "0"], to: folder)
            let speed = ProcessorSpeed(folder: folder.path)
            #expect(speed.scaling(since: speed) == nil && speed.throttleEvents(since: speed) == nil)
            let nowhere = ProcessorSpeed(folder: folder.path + "/nowhere")
            #expect(nowhere.scaling(since: nowhere) == nil && nowhere.governorNames.isEmpty)
        }
    }

    @Test func `a core that came or went in between is no change`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try write(Self.files, to: folder)
            let before = ProcessorSpeed(folder: folder.path)
            try FileManager.default.removeItem(at: folder.appending(path: "cpu1"))
            let after = ProcessorSpeed(folder: folder.path)
            #expect(after.scaling(since: before)?.changedCores == 0)
            #expect(after.throttleEvents(since: before) == 0)
        }
    }
}
