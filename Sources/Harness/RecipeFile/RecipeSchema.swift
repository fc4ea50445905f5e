import BenchModel
import Foundation

/// The JSON Schema (draft 2020-12) of a recipe, made from the same keys that recipes are read with.
package enum RecipeSchema {
    /// Pretty-printed, keys sorted.
    package static var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { preconditionFailure("a schema is made of finite JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    static var value: JSONValue {
        let shape = RecipeKeys(tools: RecipeFile.tools.map(\.rawValue)).recipe(named: "").shape
        var schema = shape.schema
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = "Concord recipe"
        schema["description"] =
            "One server, one workload, the tools to run on it and the rule by which they must agree."
        return .object(schema)
    }
}

extension RecipeShape {
    fileprivate var schema: [String: JSONValue] {
        switch self {
        case .integer(let bounds): bounds.schema(["type": "integer"])
        case .number(let bounds): bounds.schema(["type": "number"])
        case .flag: ["type": "boolean"]
        case .text: ["type": ["string", "number", "boolean"], "minLength": 1]
        case .words: ["type": "string", "pattern": #"^[^"'\\\t\n]*[^"'\\\t\n ][^"'\\\t\n]*$"#]
        case .word(let word): ["const": .string(word)]
        case .choice(let names): ["enum": .array(names.map(JSONValue.string))]
        case .tool(let names): ["enum": .array(names.map(JSONValue.string))]
        case .name: ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"]
        case .duration(let positive):
            [
                "type": "string",
                "pattern": .string((positive ? "^(?=.*[1-9])" : "^") + #"[0-9]+(\.[0-9]+)?(h|m|s|ms|us|µs|ns)$"#),
            ]
        case .share: ["type": "string", "pattern": #"^(?=.*[1-9])[0-9]+(\.[0-9]+)?%$"#]
        case .url(let base): ["type": "string", "format": "uri", "pattern": .string(base ? Self.base : "^https?://.")]
        case .version: ["type": ["string", "number"], "pattern": "^[0-9]"]
        case .settings: ["type": "string", "minLength": 1]
        case .variable: ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"]
        case .metric: ["type": "string", "pattern": .string(Self.metricPattern)]
        case .body: ["type": ["object", "null"]]
        case .list(let item, let least):
            ["type": "array", "items": .object(item.schema), "minItems": .integer(least)]
        case .table(let item, let names, let least):
            [
                "type": least == 0 ? ["object", "null"] : "object", "minProperties": .integer(least),
                "additionalProperties": .object(item.schema),
            ].merging(names.map { ["propertyNames": .object($0.nameSchema)] } ?? [:]) { $1 }
        case .record(let members, let exactlyOne): Self.schema(of: members, exactlyOne: exactlyOne)
        case .nullable(let shape): shape.nullableSchema
        case .either(let first, let second): ["anyOf": [.object(first.schema), .object(second.schema)]]
        }
    }

    private static let base = "^https?://(?![^?#]*(/v1|/completions|/models)/*$)[^?#@]+$"

    /// A key is a string, whatever type its text would have as a value.
    private var nameSchema: [String: JSONValue] {
        if case .text = self { ["minLength": 1] } else { schema }
    }

    private var nullableSchema: [String: JSONValue] {
        var schema = schema
        guard let type = schema["type"] else { return ["anyOf": [.object(schema), ["type": "null"]]] }
        let types = type.array ?? [type]
        schema["type"] = .array(types.contains("null") ? types : types + ["null"])
        return schema
    }

    private static var metricPattern: String {
        let families = MetricFamily.allCases
        func names(_ isDistribution: Bool) -> String {
            families.filter { $0.isDistribution == isDistribution }.map { $0.rawValue.replacing(".", with: #"\."#) }
                .joined(separator: "|")
        }
        return #"^(\#(names(false))|(\#(names(true)))(\.(mean|std|min|max|p[0-9]{1,2}(\.[0-9]+)?))?)$"#
    }

    private static func schema(of members: [Member], exactlyOne: Bool) -> [String: JSONValue] {
        let required = members.filter(\.required).map { JSONValue.string($0.name) }
        let properties = members.map { member in
            var schema = member.shape.schema
            schema["description"] = .string(member.doc)
            schema["default"] = member.initial
            return (member.name, JSONValue.object(schema))
        }
        var schema: [String: JSONValue] = [
            "type": required.isEmpty && !exactlyOne ? ["object", "null"] : "object",
            "properties": .object(Dictionary(uniqueKeysWithValues: properties)),
            "additionalProperties": false,
        ]
        if !required.isEmpty { schema["required"] = .array(required) }
        if exactlyOne {
            schema["minProperties"] = 1
            schema["maxProperties"] = 1
        }
        return schema
    }
}

extension RecipeBounds {
    fileprivate func schema(_ type: [String: JSONValue]) -> [String: JSONValue] {
        var schema = type
        if let low { schema[above ? "exclusiveMinimum" : "minimum"] = JSONValue(number: low) }
        if let high { schema[below ? "exclusiveMaximum" : "maximum"] = JSONValue(number: high) }
        return schema
    }
}
