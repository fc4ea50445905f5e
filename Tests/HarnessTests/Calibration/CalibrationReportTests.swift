import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct CalibrationReportTests {
    private func lines(_ document: CalibrationDocument, width: Int = 110, verbose: Bool = false) -> [String] {
        CalibrationReport.text(document, width: width, verbose: verbose).components(separatedBy: "\n")
    }

    @Test func `each tool has a row for each profile, and a sentence that says where it ends to be believed`() {
        let lines = lines(CalibrationSamples.document())
        let rows = lines.filter { $0.hasPrefix("vllm 0.32.0") }
        #expect(rows.count == 3)
        #expect(rows[0].contains("+0.5 %  +0.10 ✓") && rows[0].contains("+100.0 %  +20.00 ✗"))
        #expect(rows[1].contains("+1.0 %  +2.00 ✓") && rows[1].contains("+10.0 %  +20.00 ✗"))
        #expect(rows[2].contains("+0.10 ms, × 1.000") && rows[2].contains("+20.00 ms, × 1.000"))
        #expect(
            lines.contains(
                "  vllm 0.32.0: TTFT within 3 % up to 4 concurrent (800 chunks/s), leaves it at 16 (+10.0 % on fast)"
            )
        )
        #expect(
            lines.contains(
                "  vllm 0.32.0: TTFT on slow within 3 % up to 16 concurrent (800 chunks/s), leaves it at 64 (+10.0 %)"
            )
        )
    }

    @Test func `a tool that is within everywhere, or nowhere, has its words`() {
        let good = lines(CalibrationSamples.document([1: 0, 4: 0]))
        #expect(
            good.contains(
                "  vllm 0.32.0: TTFT within 3 % up to 4 concurrent (800 chunks/s), the highest load measured"
            )
        )
        let bad = lines(CalibrationSamples.document([8: 0.01]))
        #expect(bad.contains("  vllm 0.32.0: TTFT beyond 3 % from 8 concurrent on (+50.0 % on fast)"))
    }

    @Test func `a cell that failed, and one that was not measured, look so`() {
        var document = CalibrationSamples.document([1: 0.01, 4: nil])
        document.loads = [1, 4, 16]
        document.tools[0].stoppedAfter = 4
        document.interrupted = true
        document.notes = ["a note"]
        let lines = lines(document)
        #expect(lines[0].hasSuffix("interrupted: the cells that were finished"))
        #expect(lines.contains { $0.hasPrefix("vllm 0.32.0") && $0.contains("failed │") && $0.hasSuffix("–") })
        #expect(lines.contains { $0.hasPrefix("– not measured") })
        #expect(lines.contains("  vllm, 4 concurrent, fast: it broke.") && lines.contains("  · a note"))
    }

    @Test(arguments: [60, 80, 120]) func `no table is wider than asked`(width: Int) {
        let delays: KeyValuePairs<Int, Double?> = [1: 0, 2: 0, 4: 0, 8: 0, 16: 0, 32: 0, 64: 0.1, 128: 0.2]
        let document = CalibrationSamples.document(delays)
        let rows = lines(document, width: width).filter { $0.contains("│") || $0.contains("┼") }
        #expect(rows.allSatisfy { $0.count <= width })
        for load in document.loads { #expect(rows.contains { $0.contains(" \(load) (") }) }
    }

    @Test func `colour adds nothing but escape sequences`() {
        let document = CalibrationSamples.document()
        let colored = CalibrationReport.text(document, color: true)
        #expect(colored.contains("\u{1B}"))
        #expect(colored.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == CalibrationReport.text(document))
    }

    @Test func `the schema accepts every shape and refuses what it should`() throws {
        func value(_ text: String) throws -> JSONValue {
            try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        }
        let schema = try value(CalibrationSchema.json)
        #expect(schema["$id"]?.string == CalibrationDocument.schemaName)
        var document = CalibrationSamples.document([1: 0.0001, 4: 0.01, 16: nil])
        document.tools[0].stoppedAfter = 16
        let text = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
        let validator = JSONSchemaValidator(schema: schema)
        #expect(validator.problems(in: try value(text)) == [])
        for (good, bad) in [
            ("\"bias\"", "\"bais\""), ("calibration\\/1", "calibration\\/2"), ("\"ttft.mean\"", "\"ttft.median\""),
            ("\"leaves\"", "\"left\""),
        ] {
            #expect(text.contains(good))
            #expect(try !validator.problems(in: value(text.replacing(good, with: bad))).isEmpty, "\(bad)")
        }
    }
}
