/// How a tool's process ended. A result like any other: exit codes of load testers are not believed.
package struct ToolExit: Sendable, Codable, Equatable {
    package enum Reason: Sendable, Codable, Equatable {
        case exited(code: Int)
        case signalled(signal: Int)
        /// It ran longer than the recipe allows and was ended.
        case timedOut(seconds: Double)
    }

    package let reason: Reason
    /// Wall time from start to end in seconds.
    package let seconds: Double
    /// CPU time of the process and its children in seconds. Nil when not known.
    package let cpuSeconds: Double?
    /// CPU time while it ran, four times a second. Empty when not sampled.
    package var cpuSamples: [CPUSample]

    package init(reason: Reason, seconds: Double, cpuSeconds: Double? = nil, cpuSamples: [CPUSample] = []) {
        self.reason = reason
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.cpuSamples = cpuSamples
    }
}
