import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct RecipeFileSchemaTests {
    private func schema() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(RecipeSchema.json.utf8))
    }

    private func json(_ text: String) throws -> JSONValue {
        try #require(RecipeDocument(text, source: RecipePlace(source: "r.yaml")).root).json
    }

    static let good: [URL] =
        Fixtures.cases("recipes/valid").map { Fixtures.url("recipes/valid/\($0)") }
        + RecipeFileShippedTests.names.map { Fixtures.root.appending(path: "recipes/\($0).yaml") }

    @Test(arguments: good)
    func `what the decoder reads, the schema lets through`(file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try JSONSchemaValidator(schema: schema()).problems(in: json(text)) == [])
    }

    @Test(arguments: [
        "unknown-keys", "wrong-types", "out-of-range", "units", "names", "missing", "variable-names", "two-servers",
        "urls",
    ])
    func `what is wrong by type, range or name, the schema stops as well`(name: String) throws {
        let text = try Fixtures.text("recipes/invalid/\(name).yaml")
        #expect(try JSONSchemaValidator(schema: schema()).problems(in: json(text)) != [])
    }

    /// Dotted path of every key in the schema that has a fixed name, with its schema.
    private func keys(of schema: JSONValue, below path: String = "") -> [(path: String, schema: JSONValue)] {
        var found: [(path: String, schema: JSONValue)] = []
        if case .object(let properties)? = schema["properties"] {
            for (name, property) in properties {
                let path = path.isEmpty ? name : "\(path).\(name)"
                found += [(path, property)] + keys(of: property, below: path)
            }
        }
        for branch in schema["anyOf"]?.array ?? [] { found += keys(of: branch, below: path) }
        if let values = schema["additionalProperties"] {
            found += keys(of: values, below: path == "tools" ? "tools.vllm" : "\(path).ttft")
        }
        return found
    }

    @Test func `every key of the schema is read, and described`() throws {
        let keys = try keys(of: schema())
        #expect(keys.count > 50)
        for (path, schema) in keys {
            #expect(schema["description"]?.string?.isEmpty == false, "\(path)")
            let override = try #require(RecipeOverride("\(path)=~"))
            do throws(RecipeError) {
                _ = try RecipeFile.parse("{}", name: "r.yaml", folder: "/", overrides: [override])
            } catch {
                let unknown = error.problems.filter { if case .unknownKey = $0.kind { true } else { false } }
                #expect(unknown == [], "\(path)")
            }
        }
    }

    @Test func `every key is in one of the valid fixtures`() throws {
        let given = try Self.good.map { try json(try String(contentsOf: $0, encoding: .utf8)) }
        for (path, _) in try keys(of: schema()) where !path.hasPrefix("tolerance.metrics.ttft.") {
            let names = path.replacing("tools.vllm.", with: "tools.*.").split(separator: ".").map(String.init)
            #expect(given.contains { has(names[...], $0) }, "\(path)")
        }
    }

    private func has(_ names: ArraySlice<String>, _ value: JSONValue) -> Bool {
        guard let name = names.first else { return true }
        guard case .object(let members) = value else { return false }
        if name == "*" { return members.values.contains { has(names.dropFirst(), $0) } }
        return members[name].map { has(names.dropFirst(), $0) } ?? false
    }

    @Test func `a default that is written out changes nothing`() throws {
        let least = "{name: r, server: {simulate: {}}, model: {name: m}}"
        let expected = try RecipeFile.parse(least, name: "r.yaml", folder: "/")
        var count = 0
        for (path, schema) in try keys(of: schema()) {
            guard let value = schema["default"], path != "name", !path.hasPrefix("server.launch") else { continue }
            if ["workload.burstiness", "workload.concurrency"].contains(path) { continue }
            let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
            let override = try #require(RecipeOverride("\(path)=\(text)"))
            #expect(throws: Never.self, "\(path)") {
                var recipe = try RecipeFile.parse(least, name: "r.yaml", folder: "/", overrides: [override])
                if path.hasPrefix("tools.vllm.") { recipe.tools = expected.tools }
                #expect(recipe == expected, "\(path)")
            }
            count += 1
        }
        #expect(count > 25)
    }
}
