import BenchModel
import Foundation
import Harness
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct ReportMarkupTests {
    /// Counts elements and gathers attributes.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String])] = []

        func parser(
            _ parser: XMLParser,
            didStartElement elementName: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            elements.append((elementName, attributes))
        }
    }

    private func elements(_ text: String) throws -> [(name: String, attributes: [String: String])] {
        let reader = Reader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        let isValid = parser.parse()
        try #require(isValid, "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
        return reader.elements
    }

    @Test(arguments: ReportSamples.all.map(\.name))
    func `JUnit is well-formed XML whose counts are true, and green only for agreement`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        let elements = try elements(VerdictReport.render(document, as: .junit))
        let root = try #require(elements.first)
        func count(_ name: String) -> Int { elements.count { $0.name == name } }
        #expect(root.attributes["tests"] == "\(count("testcase"))")
        #expect(root.attributes["failures"] == "\(count("failure"))")
        #expect(root.attributes["errors"] == "\(count("error"))")
        // Jenkins's schema has no such attribute there; the suites have it.
        #expect(root.attributes["skipped"] == nil)
        let suites = elements.filter { $0.name == "testsuite" }
        let skipped = suites.compactMap { $0.attributes["skipped"].flatMap { Int($0) } }
        #expect(skipped.count == suites.count && skipped.reduce(0, +) == count("skipped"))
        let invalidating = document.findings.count { $0.severity == .invalidating }
        let checks = document.checks
        #expect(count("skipped") == checks.count { $0.outcome == .notChecked })
        #expect(count("testcase") == document.comparisons.count { $0.gated } + invalidating + checks.count + 1)
        #expect((count("failure") + count("error") == 0) == (document.verdict == .agree))
    }

    @Test func `JUnit tells disagreement from indecision and from an invalid run`() throws {
        let failures = try elements(VerdictReport.render(ReportSamples.seeds, as: .junit)).filter {
            $0.name == "failure"
        }
        #expect(failures.compactMap { $0.attributes["type"] }.count { $0 == "inconclusive" } == 5)
        let errors = try elements(VerdictReport.render(ReportSamples.invalid, as: .junit)).filter { $0.name == "error" }
        #expect(errors.contains { $0.attributes["type"] == "requests-failed" })
        #expect(errors.contains { $0.attributes["type"] == "failed-requests" })
    }

    @Test func `JUnit skips what was not checked, with the reason`() throws {
        let skipped = try elements(VerdictReport.render(ReportSamples.seeds, as: .junit)).filter {
            $0.name == "skipped"
        }
        #expect(skipped.contains { $0.attributes["message"] == "not checked, because no tap saw the requests" })
    }

    @Test func `text with markup survives JUnit`() throws {
        let elements = try elements(VerdictReport.render(ReportSamples.invalid, as: .junit))
        #expect(elements.contains { $0.attributes["message"]?.contains("a<b>&\"c\" completed 100 requests") == true })
    }

    @Test(arguments: ReportSamples.all.map(\.name))
    func `HTML is one well-formed page that loads nothing and runs nothing`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        let page = VerdictReport.render(document, as: .html)
        // The page closes every element but `meta`, so that an XML parser can find unescaped text.
        let elements = try elements(
            page.replacing("<!DOCTYPE html>\n", with: "").replacing(#/<meta([^>]*)>/#) { "<meta\($0.1)/>" }
        )
        #expect(elements.allSatisfy { !["script", "link", "img", "iframe"].contains($0.name) })
        #expect(elements.allSatisfy { $0.attributes["src"] == nil && $0.attributes["href"] == nil })
        #expect(elements.count { $0.name == "tr" } >= document.comparisons.count)
    }

    @Test func `Markdown keeps table bars and HTML from being markup`() {
        let text = VerdictReport.render(ReportSamples.invalid, as: .markdown)
        #expect(!text.contains("<script>") && text.contains("&lt;script&gt;"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(rows.count > 2)
        for row in rows {
            #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 10, "\(row)")
        }
    }

    @Test(arguments: [ReportFormat.markdown, .html])
    func `each round's difference and the p-value stand in a table of their own`(format: ReportFormat) throws {
        let text = VerdictReport.render(ReportSamples.threeTools, as: format)
        #expect(text.contains("<summary>Round by round</summary>"))
        // 21.9 ms times 1, 1.06 and 0.97 against 21.5 ms times 1, 1.004 and 0.997.
        let line = try #require(text.split(separator: "\n").first { $0.contains("+1.9 %, +7.5 %, -0.9 %") })
        #expect(line.contains("ttft.mean") && line.contains("evalscope"))
        #expect(!VerdictReport.render(ReportSamples.seeds, as: format).contains("Round by round"))
    }

    @Test(arguments: [(ReportFormat.markdown, "md"), (.junit, "xml"), (.html, "html")])
    func `the other forms are as recorded`(format: ReportFormat, suffix: String) throws {
        try ReportGolden.check(VerdictReport.render(ReportSamples.seeds, as: format), "seeds.\(suffix)")
        try ReportGolden.check(VerdictReport.render(ReportSamples.invalid, as: format), "invalid.\(suffix)")
    }

    @Test(arguments: ReportFormat.allCases)
    func `every form ends in one newline`(format: ReportFormat) {
        for (name, document) in ReportSamples.all {
            let text = VerdictReport.render(document, as: format)
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(name)")
        }
    }
}
