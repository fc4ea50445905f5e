import BenchModel
import Harness
import Testing

struct ReportWorkTests {
    @Test func `the work of each tool is one row of means over rounds`() throws {
        let text = VerdictReport.render(ReportSamples.audited, as: .text, width: 140)
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "Work"))
        let native = lines[start + 3]
        let vllm = lines[start + 4]
        #expect(native.hasPrefix("native") && vllm.hasPrefix("vllm"))
        #expect(vllm.contains("55000 (says 50000)") && !native.contains("says"))
        #expect(vllm.contains("10.0 %") && vllm.contains("peak 2 of 2") && vllm.contains("2 × 2"))
        #expect(vllm.contains("same set") && vllm.contains("0.10 s"))
    }

    @Test func `a narrow report has a paragraph for each tool`() throws {
        let text = VerdictReport.render(ReportSamples.audited, as: .text, width: 60)
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex(of: "Work"))
        let work = lines[(start + 1)...].prefix { $0.hasPrefix("  ") }
        #expect(work.count >= 4 && work.allSatisfy { $0.count <= 60 })
        #expect(text.contains("· vllm: requests 4, prompt tokens 55000"))
    }

    @Test(arguments: [ReportFormat.markdown, .html])
    func `other forms have the same rows`(format: ReportFormat) {
        let text = VerdictReport.render(ReportSamples.audited, as: format)
        #expect(text.contains("Work") && text.contains("55000 (says 50000)") && text.contains("same set"))
        #expect(!VerdictReport.render(ReportSamples.seeds, as: format).contains("Work"))
    }
}
