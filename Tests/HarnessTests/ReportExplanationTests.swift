import BenchModel
import Harness
import Testing

struct ReportExplanationTests {
    private static let late =
        "TTFT mean: evalscope +7.6 % against vllm: work +0.1 %, definition +0.0 %, client +7.3 % "
        + "(stall of 133 ms at 2.4 s, 3 requests), rest +0.2 %. "
        + "The wire says 200.5 ms: vllm is 1.9 % high, evalscope 7.5 % high."
    private static let gaps =
        "ITL mean: evalscope +20.4 % against vllm: work +0.1 %, definition +20.0 %, client and rest"

    private func text(_ format: ReportFormat, verbose: Bool = false) -> String {
        VerdictReport.render(ReportSamples.explained, as: format, width: 1000, verbose: verbose)
    }

    @Test(arguments: [ReportFormat.text, .markdown, .html])
    func `what differs is explained once, by what is printed`(format: ReportFormat) {
        let text = text(format)
        #expect(text.contains("Why"))
        #expect(text.split(separator: Self.late).count == 2)
        #expect(text.contains(Self.gaps))
        #expect(!text.contains("TTFT mean (canonical)"))
    }

    @Test func `what is alike needs no explanation, and percentiles only when asked for`() {
        #expect(!text(.text).contains("TPOT mean: evalscope"))
        #expect(!text(.text).contains("TTFT p50 (canonical)"))
        #expect(text(.text, verbose: true).contains("TTFT p50 (canonical): evalscope"))
    }

    @Test func `without a tap there is no such section`() {
        #expect(!VerdictReport.render(ReportSamples.threeTools, as: .text).contains("Why"))
    }
}
