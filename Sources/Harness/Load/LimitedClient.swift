import BenchModel

/// The finding that a tool's verdict on itself gives cause for.
enum LimitedClient {
    /// Nil when the tool was well, or says nothing of it.
    static func finding(_ report: ToolReport, round: Int) -> Finding? {
        guard let health = report.health, !health.healthy else { return nil }
        return Finding(
            id: "client-limited",
            tool: report.tool,
            metrics: [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.requestThroughput)],
            evidence: "\(report.tool), round \(round): by its own figures it was the bottleneck: "
                + "\(HealthRows(health: health).failures).",
            severity: .invalidating
        )
    }
}
