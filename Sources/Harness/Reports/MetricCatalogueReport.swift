import BenchModel
import Foundation

/// The metric catalogue for people and programs.
package enum MetricCatalogueReport {
    package enum Format: String, CaseIterable, Sendable {
        case text, json, markdown
    }

    package static func render(as format: Format, width: Int = 100) -> String {
        switch format {
        case .text: text(width: width)
        case .json: json
        case .markdown: markdown
        }
    }

    private struct Entry: Encodable {
        let id: String
        let title: String
        let unit: MetricUnit
        let better: Metric.BetterDirection
        /// Names after the dot of an id; empty for families that are a single number.
        let statistics: [String]
        let definition: String
        let source: String

        init(_ metric: Metric) {
            id = metric.family.rawValue
            title = metric.title
            unit = metric.unit
            better = metric.better
            statistics = metric.family.isDistribution ? MetricCatalogueReport.statistics : []
            definition = metric.definition
            source = metric.source
        }
    }

    private static let statistics =
        ["mean"] + CanonicalMetrics.percentiles.map { Statistic.percentile($0).name } + ["std", "min", "max"]

    private static let closing =
        "ttft, tpot, itl and e2el take a statistic after the dot: \(statistics.joined(separator: ", ")), or any other "
        + "percentile such as p99.9. Percentiles interpolate linearly (Hyndman and Fan's type 7)."

    private static func text(width: Int) -> String {
        let entries = MetricCatalogue.all.map { metric in
            let head =
                "\(metric.family.rawValue)  (\(metric.title), \(metric.unit.rawValue), \(direction(metric.better)))"
            return
                ([head] + FilledText.lines("\(metric.definition) Source: \(metric.source).", width: width, indent: 2))
                .joined(separator: "\n")
        }
        return (entries + [FilledText.lines(closing, width: width, indent: 0).joined(separator: "\n")])
            .joined(separator: "\n\n") + "\n"
    }

    private static func direction(_ better: Metric.BetterDirection) -> String {
        switch better {
        case .higher: "higher is better"
        case .lower: "lower is better"
        case .neither: "neither way is better"
        }
    }

    private static var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(MetricCatalogue.all.map(Entry.init)) else {
            preconditionFailure("the catalogue consists of plain values")
        }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static var markdown: String {
        let rows = MetricCatalogue.all.map { metric in
            "| `\(metric.family.rawValue)` | \(metric.title) | \(metric.unit.rawValue) | \(metric.better.rawValue) "
                + "| \(metric.definition) | \(metric.source) |"
        }
        let header = ["| id | title | unit | better | definition | source |", "|---|---|---|---|---|---|"]
        return (header + rows + ["", closing]).joined(separator: "\n") + "\n"
    }
}
