import BenchModel
import Foundation

/// The catalogue of causes for people and programs.
package enum CauseCatalogueReport {
    package typealias Format = MetricCatalogueReport.Format

    private struct Entry: Encodable {
        let id: String
        let meaning: String
        let detection: String
        let remedy: String

        init(_ cause: any Cause) {
            id = cause.id
            meaning = cause.meaning
            detection = cause.detection
            remedy = cause.remedy
        }
    }

    package static func render(as format: Format, width: Int = 100) -> String {
        let entries = CauseCatalogue.all.map(Entry.init)
        switch format {
        case .text: return text(entries, width: width)
        case .json: return json(entries)
        case .markdown:
            let rows = entries.map { "| `\($0.id)` | \($0.meaning) | \($0.detection) | \($0.remedy) |" }
            return (["| id | meaning | detection | remedy |", "|---|---|---|---|"] + rows).joined(separator: "\n")
                + "\n"
        }
    }

    private static func text(_ entries: [Entry], width: Int) -> String {
        entries.map { entry in
            let parts = [entry.meaning, "By: \(entry.detection)", "Remedy: \(entry.remedy)"]
            return ([entry.id] + parts.flatMap { FilledText.lines($0, width: width, indent: 2) }).joined(
                separator: "\n"
            )
        }.joined(separator: "\n\n") + "\n"
    }

    private static func json(_ entries: [Entry]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entries) else {
            preconditionFailure("the catalogue consists of plain values")
        }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
