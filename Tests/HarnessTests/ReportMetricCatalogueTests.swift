import BenchModel
import Foundation
import Harness
import Testing

struct ReportMetricCatalogueTests {
    @Test(arguments: MetricCatalogueReport.Format.allCases)
    func `every metric is listed with its definition, unit and source`(format: MetricCatalogueReport.Format) throws {
        let text = MetricCatalogueReport.render(as: format, width: 1000)
        for metric in MetricCatalogue.all {
            #expect(text.contains(metric.family.rawValue))
            #expect(text.contains(metric.definition), "\(metric.family)")
            #expect(text.contains(metric.source))
            #expect(text.contains(metric.unit.rawValue))
        }
    }

    @Test func `the JSON form names ids that can be read`() throws {
        struct Entry: Decodable {
            let id: String
            let statistics: [String]
        }
        let data = Data(MetricCatalogueReport.render(as: .json).utf8)
        let entries = try JSONDecoder().decode([Entry].self, from: data)
        #expect(entries.count == MetricFamily.allCases.count)
        for entry in entries {
            let ids = entry.statistics.isEmpty ? [entry.id] : entry.statistics.map { "\(entry.id).\($0)" }
            #expect(ids.allSatisfy { MetricID($0) != nil }, "\(ids)")
        }
    }

    @Test func `text is filled to the width`() throws {
        let text = MetricCatalogueReport.render(as: .text, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        try ReportGolden.check(text, "metrics.txt")
    }
}
