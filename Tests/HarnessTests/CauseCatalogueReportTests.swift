import BenchModel
import Foundation
import Harness
import Testing

struct CauseCatalogueReportTests {
    @Test(arguments: CauseCatalogueReport.Format.allCases)
    func `every cause is listed with what it means and what to do`(format: CauseCatalogueReport.Format) {
        let text = CauseCatalogueReport.render(as: format, width: 1000)
        for cause in CauseCatalogue.all {
            #expect(text.contains(cause.id) && text.contains(cause.meaning), "\(cause.id)")
            #expect(text.contains(cause.detection) && text.contains(cause.remedy), "\(cause.id)")
        }
    }

    @Test func `the JSON form can be read, and text is filled to the width`() throws {
        let data = Data(CauseCatalogueReport.render(as: .json).utf8)
        let entries = try JSONDecoder().decode([[String: String]].self, from: data)
        #expect(entries.compactMap { $0["id"] } == CauseCatalogue.all.map(\.id))
        let text = CauseCatalogueReport.render(as: .text, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
