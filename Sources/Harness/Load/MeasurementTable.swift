package import BenchModel

/// A measurement as a table that a person reads.
package enum MeasurementTable {
    private static let statistics: [(heading: String, statistic: Statistic)] = [
        ("mean", .mean), ("p50", .percentile(50)), ("p90", .percentile(90)), ("p99", .percentile(99)),
        ("max", .maximum),
    ]

    package static func rows(of document: MeasurementDocument) -> [[String]] {
        rows(of: document.metrics.mapValues(\.value)) + (document.openLoop.map(rows) ?? [])
    }

    /// What passed at a tap.
    package static func rows(of summary: WireSummary) -> [[String]] { rows(of: summary.metrics.mapValues(\.value)) }

    /// - Parameter values: In base units.
    private static func rows(of values: [MetricID: Double]) -> [[String]] {
        var rows = [["metric"] + statistics.map(\.heading)]
        for metric in MetricCatalogue.all where metric.family.isDistribution {
            let cells = statistics.map { entry in
                values[MetricID(metric.family, entry.statistic)].map {
                    describe($0, MetricID(metric.family, entry.statistic))
                } ?? "–"
            }
            rows.append([metric.title] + cells)
        }
        for metric in MetricCatalogue.all where !metric.family.isDistribution {
            guard let value = values[MetricID(metric.family)] else { continue }
            rows.append([metric.title, describe(value, MetricID(metric.family))])
        }
        return rows
    }

    private static func rows(of openLoop: MeasurementDocument.OpenLoop) -> [[String]] {
        var rows: [[String]] = []
        func seconds(_ value: Double) -> String { describe(value, MetricID(.ttft, .mean)) }
        for (title, spread) in [
            ("TTFT from due", openLoop.ttftFromDue), ("E2EL from due", openLoop.e2elFromDue),
        ] {
            guard let spread else { continue }
            rows.append([title, seconds(spread.mean), seconds(spread.p50), "–", seconds(spread.p99), "–"])
        }
        if let lag = openLoop.sendLagP99 { rows.append(["Send lag", "–", "–", "–", seconds(lag), "–"]) }
        return rows
    }

    static func describe(_ value: Double, _ metric: MetricID) -> String {
        let scale = FigureScale(metric, value: value)
        return scale.unit.isEmpty
            ? scale.text(value, resolution: 0) : "\(scale.text(value, resolution: 0)) \(scale.unit)"
    }
}
