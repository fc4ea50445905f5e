import Foundation

/// The machine as it is when the benchmark begins.
struct MachineState: Encodable, Equatable {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let memoryBytes = ProcessInfo.processInfo.physicalMemory
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    /// Processes that ran or waited to run, over the last minute. Near 0 when nothing else goes on. Nil when the system
    /// does not tell.
    let loadAverage: Double? = {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : nil
    }()
}
