package import BenchModel

/// What one run of a scripted client gave.
package struct ScriptedRun: Sendable {
    /// As a reader of its output would give it.
    package let report: ToolReport
    /// Processor time of the client's threads in seconds, by the clock.
    package let processorTime: [(instant: Instant, seconds: Double)]

    init(report: ToolReport, processorTime: [(Instant, Double)]) {
        self.report = report
        self.processorTime = processorTime.map { (instant: $0, seconds: $1) }
    }
}
