import BenchModel
import Foundation
import TestSupport
import Testing

struct JSONSchemaValidatorTests {
    private func problems(_ schema: String, _ value: String) throws -> [String] {
        let decoder = JSONDecoder()
        return JSONSchemaValidator(schema: try decoder.decode(JSONValue.self, from: Data(schema.utf8)))
            .problems(in: try decoder.decode(JSONValue.self, from: Data(value.utf8)))
    }

    @Test(arguments: [
        (#"{"type": "integer", "minimum": 1}"#, "1", "0"),
        (#"{"type": ["string", "null"], "pattern": "^a+$"}"#, #""aa""#, #""ab""#),
        (#"{"type": ["string", "null"]}"#, "null", "false"),
        (#"{"exclusiveMaximum": 1}"#, "0.9", "1.0"),
        (#"{"enum": ["a", 1]}"#, "1.0", "2"),
        (#"{"const": "exact"}"#, #""exact""#, #""inexact""#),
        (#"{"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1}]}"#, "[1]", "[]"),
        (#"{"oneOf": [{"type": "number"}, {"minimum": 5}]}"#, "1", "6"),
        (#"{"items": {"type": "string"}, "uniqueItems": true}"#, #"["a", "b"]"#, #"["a", "a"]"#),
        (#"{"required": ["a"]}"#, #"{"a": null}"#, #"{"b": 1}"#),
        (#"{"properties": {"a": {"type": "string"}}, "additionalProperties": false}"#, #"{"a": "x"}"#, #"{"b": "x"}"#),
        (#"{"properties": {"a": true}, "additionalProperties": {"type": "null"}}"#, #"{"b": null}"#, #"{"b": 1}"#),
        (#"{"propertyNames": {"minLength": 2}}"#, #"{"ab": 1}"#, #"{"a": 1}"#),
        (#"{"maxProperties": 1}"#, #"{"a": 1}"#, #"{"a": 1, "b": 2}"#),
        (##"{"$ref": "#/$defs/word", "$defs": {"word": {"type": "string"}}}"##, #""x""#, "1"),
        (#"{"items": {"items": {"type": "boolean"}}}"#, "[[true], []]", "[[true], [1]]"),
    ])
    func `a schema lets the good value through and stops the bad one`(schema: String, good: String, bad: String) throws
    {
        #expect(try problems(schema, good).isEmpty)
        #expect(try problems(schema, bad).count == 1)
    }

    @Test func `a keyword that is not understood is a problem`() throws {
        #expect(try problems(#"{"unevaluatedItems": false}"#, "[]").first?.contains("unevaluatedItems") == true)
    }

    @Test func `a reference to nothing lets nothing through`() throws {
        #expect(try problems(##"{"$ref": "#/$defs/missing"}"##, "1").count == 1)
    }

    @Test func `a problem names its place`() throws {
        let found = try problems(#"{"properties": {"a": {"items": {"type": "string"}}}}"#, #"{"a": ["x", 1]}"#)
        #expect(found.first?.hasPrefix("/a/1:") == true)
    }
}
