import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct ReportSchemaTests {
    private static func value(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    private func problems(_ value: JSONValue) throws -> [String] {
        JSONSchemaValidator(schema: try Self.value(VerdictSchema.json)).problems(in: value)
    }

    @Test(arguments: ReportSamples.all.map(\.name))
    func `every verdict fits the published schema`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        #expect(try problems(Self.value(VerdictReport.render(document, as: .json))) == [])
    }

    @Test func `the schema refuses what it should`() throws {
        let text = VerdictReport.render(ReportSamples.seeds, as: .json)
        for (good, bad) in [
            ("\"disagree\"", "\"maybe\""), ("\"ttft.mean\"", "\"ttft.median\""), ("\"ratio_low\"", "\"ratio_lo\""),
            ("\"rounds\" : 1", "\"rounds\" : 1.5"), ("schema/verdict/1", "schema/verdict/2"),
        ] {
            #expect(text.contains(good))
            #expect(try !problems(Self.value(text.replacing(good, with: bad))).isEmpty, "\(bad)")
        }
    }

    @Test func `the schema's name is the document's`() throws {
        let schema = try Self.value(VerdictSchema.json)
        #expect(schema["$id"]?.string == VerdictDocument.schemaName)
        #expect(schema["properties"]?["schema"]?["const"]?.string == VerdictDocument.schemaName)
    }

    @Test func `the schema knows every unit, view, severity and metric`() throws {
        let comparison = try #require(try Self.value(VerdictSchema.json)["$defs"]?["comparison"]?["properties"])
        #expect(comparison["unit"]?["enum"]?.array?.compactMap(\.string) == MetricUnit.allCases.map(\.rawValue))
        #expect(comparison["view"]?["enum"]?.array?.compactMap(\.string) == MetricView.allCases.map(\.rawValue))
        let schema = try #require(try Self.value(VerdictSchema.json)["$defs"]?["metric"])
        let validator = JSONSchemaValidator(schema: schema)
        for family in MetricFamily.allCases {
            let name = family.isDistribution ? "\(family.rawValue).p99.9" : family.rawValue
            #expect(validator.problems(in: .string(name)) == [])
        }
    }

    @Test(arguments: ReportSamples.all.map(\.name))
    func `a verdict that was written is read back as it was`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        let read = try VerdictJSON.decode(Data(VerdictReport.render(document, as: .json).utf8))
        #expect(read == document)
        #expect(VerdictReport.render(read, as: .text) == VerdictReport.render(document, as: .text))
    }

    @Test func `the schema knows every part of a definition and refuses others`() throws {
        let parts = try #require(try Self.value(VerdictSchema.json)["$defs"]?["attribution"]?["properties"]?["parts"])
        let ids = parts["items"]?["properties"]?["id"]?["enum"]?.array?.compactMap(\.string)
        #expect(ids == Attribution.Part.ID.allCases.map(\.rawValue))
        let text = VerdictReport.render(ReportSamples.explained, as: .json)
        for (good, bad) in [("\"gaps\"", "\"gap\""), ("\"client\"", "\"klient\""), ("\"work\"", "\"labour\"")] {
            #expect(text.contains(good))
            #expect(try !problems(Self.value(text.replacing(good, with: bad))).isEmpty, "\(bad)")
        }
    }

    @Test func `a verdict that was written without attributions is read`() throws {
        let text = VerdictReport.render(ReportSamples.invalid, as: .json)
        let older = text.replacing(#/ *"attributions" : \[\s*\],\n/#, with: "")
        #expect(older.count < text.count)
        #expect(try VerdictJSON.decode(Data(older.utf8)) == ReportSamples.invalid)
    }

    @Test func `a verdict that was written before there were audits is read`() throws {
        let text = VerdictReport.render(ReportSamples.seeds, as: .json)
        let old = text.replacing(/\n *"audits" : \[\s*\],/, with: "")
        #expect(old != text)
        #expect(try VerdictJSON.decode(Data(old.utf8)) == ReportSamples.seeds)
        #expect(try problems(Self.value(old)) == [])
    }

    @Test func `a verdict that was written before rounds had their own ratios is read`() throws {
        let text = VerdictReport.render(ReportSamples.threeRounds, as: .json)
        let old = text.replacing(/\n *"ratios" : (\[[^\]]*\]|null),/, with: "")
            .replacing(/\n *"p_value" : [^\n]*,/, with: "")
        #expect(!old.contains("ratios") && !old.contains("p_value") && text.contains("\"ratios\""))
        let read = try VerdictJSON.decode(Data(old.utf8))
        #expect(read.comparisons.allSatisfy { $0.ratios == nil && $0.pValue == nil })
        #expect(read.comparisons.map(\.ratio) == ReportSamples.threeRounds.comparisons.map(\.ratio))
        #expect(try problems(Self.value(old)) == [])
    }

    @Test(arguments: ReportSamples.all.map(\.name))
    func `every verdict has every check, and its reports name what was not checked`(name: String) throws {
        let document = try #require(ReportSamples.all.first { $0.name == name }).document
        #expect(Set(document.checks.map(\.id)) == Set(CheckCatalogue.all.map(\.id)))
        let json = VerdictReport.render(document, as: .json)
        let junit = VerdictReport.render(document, as: .junit)
        let reports = [ReportFormat.text, .markdown, .html].map { format in
            VerdictReport.render(document, as: format, width: 10000)
        }
        for check in CheckCatalogue.all {
            #expect(json.contains("\"id\" : \"\(check.id)\"") && junit.contains("name=\"\(check.id)"))
            guard document.checks.contains(where: { $0.id == check.id && $0.outcome != .pass }) else { continue }
            for report in reports { #expect(report.contains(check.title), "\(check.id)") }
        }
    }

    @Test func `a verdict that was written before there were checks is read`() throws {
        var document = ReportSamples.seeds
        document.checks = []
        let text = VerdictReport.render(document, as: .json)
        let old = text.replacing(#/ *"checks" : \[\s*\],\n/#, with: "")
        #expect(old.count < text.count)
        #expect(try VerdictJSON.decode(Data(old.utf8)) == document)
        #expect(try problems(Self.value(old)) == [])
        #expect(!VerdictReport.render(document, as: .text).contains("Checks"))
    }

    @Test func `the schema knows every outcome of a check and every family`() throws {
        let check = try #require(try Self.value(VerdictSchema.json)["$defs"]?["check"]?["properties"])
        let outcomes = check["outcome"]?["enum"]?.array?.compactMap(\.string)
        #expect(outcomes == CheckResult.Outcome.allCases.map(\.rawValue))
        let families = check["metrics"]?["items"]?["enum"]?.array?.compactMap(\.string)
        #expect(families == MetricFamily.allCases.map(\.rawValue))
        let text = VerdictReport.render(ReportSamples.seeds, as: .json)
        for (good, bad) in [("\"not_checked\"", "\"unknown\""), ("\"outcome\"", "\"result\"")] {
            #expect(text.contains(good))
            #expect(try !problems(Self.value(text.replacing(good, with: bad))).isEmpty, "\(bad)")
        }
    }

    @Test func `a verdict of another version is refused`() {
        let text = VerdictReport.render(ReportSamples.empty, as: .json).replacing("verdict/1", with: "verdict/2")
        #expect(throws: DecodingError.self) { try VerdictJSON.decode(Data(text.utf8)) }
    }

    @Test func `the JSON form is as recorded`() throws {
        try ReportGolden.check(VerdictReport.render(ReportSamples.invalid, as: .json), "invalid.json")
    }
}
