import BenchModel
import Foundation

/// What Linux tells at one moment of how fast its cores may run, from `/sys`. Knows nothing elsewhere, and little in a
/// virtual machine.
struct ProcessorSpeed: Sendable, Equatable {
    /// By the core's folder, such as `cpu0`: the cpufreq governor, and how often heat has slowed it down since the start.
    private var governors: [String: String] = [:]
    private var throttles: [String: Int] = [:]
    /// Of the first core that has one.
    private var driver: String?

    static let folder = "/sys/devices/system/cpu"

    /// - Parameter folder: One folder a core is below it.
    init(folder: String = Self.folder) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for core in names.sorted() where core.wholeMatch(of: /cpu[0-9]+/) != nil {
            func word(_ file: String) -> String? {
                let text = try? String(contentsOfFile: "\(folder)/\(core)/\(file)", encoding: .utf8)
                return text?.split(whereSeparator: \.isWhitespace).first.map(String.init)
            }
            governors[core] = word("cpufreq/scaling_governor")
            throttles[core] = word("thermal_throttle/core_throttle_count").flatMap { Int($0) }
            driver = driver ?? word("cpufreq/scaling_driver")
        }
    }

    /// Each once, in alphabetic order.
    var governorNames: [String] { Set(governors.values).sorted() }

    /// Nil when no core tells its governor.
    func scaling(since earlier: ProcessorSpeed) -> CPUScaling? {
        let names = Set(earlier.governors.values).union(governors.values).sorted()
        guard !names.isEmpty else { return nil }
        let common = governors.filter { earlier.governors[$0.key] != nil }
        return CPUScaling(
            governors: names,
            changedCores: common.count { earlier.governors[$0.key] != $0.value },
            driver: driver
        )
    }

    /// Nil when no core counts them.
    func throttleEvents(since earlier: ProcessorSpeed) -> Int? {
        let rises = throttles.compactMap { core, count in earlier.throttles[core].map { max(0, count - $0) } }
        return rises.isEmpty ? nil : rises.reduce(0, +)
    }
}
