import BenchModel
import Foundation
import Testing

struct AttributionTextTests {
    /// Two streams of which the first tokens come after 200 ms.
    private static func answers(first: Double = 200) -> [WireExchange] {
        (0..<2).map { Wire.chat($0, sent: Double($0), role: 100, first: first, gap: 5, tokens: 40) }
    }

    @Test func `a late client is told with the figure of the wire`() throws {
        var tool = Runs("evalscope", Self.answers())
        tool.late = 15
        var reference = Runs("vllm", Self.answers())
        reference.late = 4
        let session = SessionEvidence([reference.evidence(), tool.evidence()])
        #expect(
            session.attribution("ttft.mean")?.text
                == "TTFT mean: evalscope +5.4 % against vllm: work +0.0 %, definition +0.0 %, client +5.4 %, rest +0.0 %."
                + " The wire says 200.0 ms: vllm is 2.0 % high, evalscope 7.5 % high."
        )
        #expect(
            session.attribution("ttft.p99", .canonical)?.text
                == "TTFT p99 (canonical): evalscope +5.4 % against vllm: work +0.0 %, definition +0.0 %, client +5.4 %,"
                + " rest +0.0 %. The wire says 200.0 ms: vllm is 2.0 % high, evalscope 7.5 % high."
        )
    }

    @Test func `two wires that differ are both told, and a figure that is right is called so`() throws {
        let tool = Runs("evalscope", Self.answers(first: 210))
        let session = SessionEvidence([Runs("vllm", Self.answers()).evidence(), tool.evidence()])
        #expect(
            session.attribution("ttft.mean")?.text
                == "TTFT mean: evalscope +5.0 % against vllm: work +5.0 %, definition +0.0 %, client +0.0 %, rest +0.0 %."
                + " The wire says 200.0 ms for vllm and 210.0 ms for evalscope: vllm is right, evalscope right."
        )
    }

    @Test func `a stall is told where the client has a share`() throws {
        let runs = Runs("evalscope", Self.answers())
        let tool = runs.evidence { run in
            run.records = run.records?.map { record in
                var record = record
                // Nothing is seen before 290 ms.
                record.contentChunks = ChunkInstants(record.contentChunks.map { max($0, Wire.instant(290)) })
                record.firstContent = record.contentChunks.first
                return record
            }
            let records = run.records ?? []
            run.account.views[.reported] = CanonicalMetrics.compute(from: records)
            run.account.views[.canonical] = CanonicalMetrics.compute(from: records)
        }
        let session = SessionEvidence([Runs("vllm", Self.answers()).evidence(), tool])
        let ttft = try #require(session.attribution("ttft.mean"))
        #expect(ttft.text.contains(" % (stall of 90 ms at 0.2 s, 2 requests), rest +0.0 %."))
        // The end of the requests is where it was.
        #expect(try #require(session.attribution("e2el.mean")).text.contains("client +0.0 %, rest +0.0 %"))
        let turned = SessionEvidence([tool, Runs("vllm", Self.answers()).evidence()])
        #expect(try #require(turned.attribution("ttft.mean")).text.contains("(evalscope: stall of 90 ms at 0.2 s"))
    }

    @Test func `a client that cannot be told is named with the rest`() throws {
        func silent(_ run: inout RunEvidence) {
            run.records = nil
            run.account.views[.canonical] = nil
        }
        let session = SessionEvidence([
            Runs("vllm", Self.answers()).evidence(silent), Runs("evalscope", Self.answers()).evidence(silent),
        ])
        #expect(
            try #require(session.attribution("throughput.requests")).text.hasPrefix(
                "Request throughput: evalscope +0.0 % against vllm: work +0.0 %, definition +0.0 %,"
                    + " client and rest +0.0 % (evalscope's requests are not known). The wire says "
            )
        )
    }
}
