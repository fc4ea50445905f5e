import BenchModel
import Foundation
import Testing

/// What is planted in the duration, and in what is divided by it.
struct AttributionThroughputTests {
    private static let answers = (0..<10).map {
        Wire.chat($0, sent: Double($0 / 2) * 500, first: 100 + Double($0) * 10, gap: 4, tokens: 50, usageAfter: 20)
    }

    private static let wholeRun: Runs = {
        var runs = Runs("evalscope", answers)
        runs.formula.window = .wholeRun
        return runs
    }()

    @Test func `what a tool's clock says beyond its requests is its window`() throws {
        let tool = Self.wholeRun
        let span = try #require(WireView.compute(from: Self.answers)[MetricID(.duration)]).value
        let stated = span + 0.3
        let evidence = tool.evidence {
            $0.account.views[.reported]?[MetricID(.duration)]?.value = stated
            $0.account.views[.reported]?[MetricID(.requestThroughput)]?.value = 10 / stated
        }
        let session = SessionEvidence([Runs("vllm", Self.answers).evidence(), evidence])
        #expect(
            isClose(try #require(session.attribution("duration")).share(.window, of: "evalscope"), log(stated / span))
        )
        let throughput = try #require(session.attribution("throughput.requests"))
        #expect(isClose(throughput.share(.window, of: "evalscope"), log(span / stated)))
        #expect(abs(throughput.rest) + abs(throughput.client ?? 1) < 1e-9)
    }

    @Test func `a client without a stamp of the end of a stream is not late for it`() throws {
        let tool = Self.wholeRun.evidence {
            $0.records = $0.records?.map { record in
                var record = record
                record.usage = nil
                record.done = nil
                return record
            }
            $0.account.views[.canonical] = CanonicalMetrics.compute(from: $0.canonicalRecords ?? [])
        }
        let session = SessionEvidence([Runs("vllm", Self.answers).evidence(), tool])
        for view in [MetricView.reported, .canonical] {
            for metric in ["duration", "throughput.output_tokens"] {
                let one = try #require(session.attribution(metric, view))
                #expect(abs(try #require(one.client)) < 1e-9, "\(metric) \(view)")
                #expect(abs(one.rest) < 1e-9)
            }
        }
        let canonical = try #require(session.attribution("duration", .canonical))
        #expect(abs(canonical.definition) < 1e-9)
        #expect(isClose(canonical.ratio, 1))
    }

    @Test func `tokens that a tool counts itself are its definition`() throws {
        let tool = Runs("evalscope", Self.answers).evidence {
            $0.account.views[.reported]?[MetricID(.inputTokens)]?.value = 60
            $0.account.views[.reported]?[MetricID(.totalThroughput)]?.value *= 560 / 600
        }
        let session = SessionEvidence([Runs("vllm", Self.answers).evidence(), tool])
        let total = try #require(session.attribution("throughput.total_tokens"))
        #expect(isClose(total.share(.tokens, of: "evalscope"), log(560.0 / 600)))
        #expect(abs(total.rest) < 1e-9)
    }
}
