import BenchModel
import Harness
import Testing

struct ReportTextTests {
    @Test(arguments: ReportSamples.all.map(\.name))
    func `the text form is as recorded`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        try ReportGolden.check(VerdictReport.render(document, as: .text), "\(name).txt")
    }

    @Test func `narrow, verbose and coloured forms are as recorded`() throws {
        let narrow = VerdictReport.render(ReportSamples.threeTools, as: .text, width: 72, verbose: true)
        try ReportGolden.check(narrow, "three-tools-narrow.txt")
        try ReportGolden.check(VerdictReport.render(ReportSamples.seeds, as: .text, color: true), "seeds-color.txt")
    }

    @Test(arguments: [60, 80, 100, 140])
    func `no line of a table is wider than asked, unless its columns are`(width: Int) {
        for (name, document) in ReportSamples.all {
            let text = VerdictReport.render(document, as: .text, width: width)
            let rows = text.split(separator: "\n").filter { $0.contains("│") || $0.contains("┼") }
            #expect(rows.allSatisfy { $0.count <= max(width, 73) }, "\(name)")
        }
    }

    @Test func `colour adds nothing but escape sequences`() {
        for (_, document) in ReportSamples.all {
            let plain = VerdictReport.render(document, as: .text)
            let colored = VerdictReport.render(document, as: .text, color: true)
            #expect(!plain.contains("\u{1B}"))
            #expect(colored.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain)
        }
    }

    @Test func `every row that decides is shown, with its difference`() {
        let document = ReportSamples.seeds
        let text = VerdictReport.render(document, as: .text)
        for comparison in document.comparisons where comparison.gated {
            let line = text.split(separator: "\n").first { $0.hasPrefix(comparison.metric.description) }
            #expect(line?.contains(comparison.verdict.rawValue) == true, "\(comparison.metric)")
        }
        #expect(text.contains("+93.4 %") && text.contains("-10.7 %"))
        #expect(text.contains("evalscope tpot.mean: 500 requests leave"))
    }
}
