import BenchModel
import Foundation

/// What the machine is, for the verdict's `environment`. No host name: results are shown to others.
enum MachineFacts {
    static func collect() -> [String: String] {
        let process = ProcessInfo.processInfo
        var facts = [
            "concord": Release.version,
            "os": process.operatingSystemVersionString,
            "cpu_count": "\(process.activeProcessorCount)",
            "memory_bytes": "\(process.physicalMemory)",
            "finished": Date().formatted(.iso8601),
        ]
        if let info = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            let line = info.split(separator: "\n").first(where: { $0.hasPrefix("model name") }),
            let name = line.split(separator: ":", maxSplits: 1).last
        {
            facts["cpu"] = name.trimmingCharacters(in: .whitespaces)
        }
        let governors = ProcessorSpeed().governorNames
        if !governors.isEmpty { facts["cpu_governor"] = governors.joined(separator: " and ") }
        if let load = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8) {
            facts["load_average"] = load.split(separator: " ").prefix(3).joined(separator: " ")
        }
        return facts
    }
}
