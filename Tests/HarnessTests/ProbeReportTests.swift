import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct ProbeReportTests {
    private static func document(_ rows: [ProbeRow]) throws -> ProbeDocument {
        let comparison = ProbeDocument.Comparison(reference: .native, tool: HarnessSamples.vllm, rows: rows)
        var document = ProbeDocument([], reference: .native, rules: ProbeRules())
        document.comparisons = [comparison]
        return document
    }

    private static let rows = [
        ProbeRow("path", "/v1", "/v1", .same), ProbeRow("method", "POST", "POST", .same),
        ProbeRow("header accept", nil, "*/*", .equivalent, why: "the server takes both for the same"),
        ProbeRow("body temperature", "0.0", nil, .different, why: "the model's default applies", allowance: .sampling),
        ProbeRow("body stop", "[\"a|b\"]", "[]", .different, allowance: .sampling),
    ]

    @Test func `differences come first and what is the same is counted`() throws {
        let text = try ProbeReport(Self.document(Self.rows)).text(width: 80, color: false)
        #expect(
            text == """
                vllm against native: 2 differences
                field             native   vllm
                ─────────────────────────────────────────────
                body temperature  0.0      –     ✗ different
                body stop         ["a|b"]  []    ✗ different
                header accept     –        */*   ≡ equivalent
                  body temperature: the model's default applies
                  header accept: the server takes both for the same
                  2 fields are the same

                """,
            "\(text)"
        )
    }

    @Test func `everything is shown when it is asked for`() throws {
        let report = try ProbeReport(Self.document(Self.rows), verbose: true)
        let text = report.text(width: 80, color: false)
        #expect(text.contains("path") && text.contains("= same") && !text.contains("fields are the same"))
        let same = try ProbeReport(Self.document([Self.rows[0]])).text(width: 80, color: false)
        #expect(same == "vllm against native: the same work\n  1 field is the same\n")
    }

    @Test func `Markdown keeps values from being markup`() throws {
        let text = try ProbeReport(Self.document(Self.rows)).markdown()
        #expect(text.hasPrefix("### vllm against native: 2 differences\n\n| field | native | vllm | outcome | why |\n"))
        #expect(text.contains(#"| body stop | \["a\|b"\] | \[\] | different |  |"#))
        #expect(text.hasSuffix("\n\n2 fields are the same\n"))
    }

    @Test func `what is printed fits the published schema`() throws {
        func value(_ text: String) throws -> JSONValue {
            try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        }
        let schema = try value(ProbeSchema.json)
        let validator = JSONSchemaValidator(schema: schema)
        let text = String(decoding: try JSONEncoder().encode(Self.document(Self.rows)), as: UTF8.self)
        #expect(try validator.problems(in: value(text)) == [])
        for (good, bad) in [("\"different\"", "\"other\""), ("\"sampling\"", "\"any\""), ("probe\\/1", "probe\\/2")] {
            #expect(text.contains(good))
            #expect(try !validator.problems(in: value(text.replacing(good, with: bad))).isEmpty, "\(bad)")
        }
        #expect(schema["$id"]?.string == ProbeDocument.schemaName)
        let row = schema["$defs"]?["row"]?["properties"]
        let outcomes = row?["outcome"]?["enum"]?.array?.compactMap(\.string)
        #expect(outcomes == ProbeRow.Outcome.allCases.map(\.rawValue))
        let allowances = row?["allow"]?["enum"]?.array?.compactMap(\.string)
        #expect(allowances == Approximation.allCases.map(\.rawValue))
    }
}
