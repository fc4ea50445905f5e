package import BenchModel

/// Judges JSON against a schema, for the part of draft 2020-12 that this project's schemas use. A keyword that it does
/// not know is a problem as well, so that no schema passes because half of it was skipped.
package struct JSONSchemaValidator {
    private let schema: JSONValue

    package init(schema: JSONValue) { self.schema = schema }

    /// One line per violation, each with its place as a JSON Pointer. Empty when the value is valid.
    package func problems(in value: JSONValue) -> [String] { check(value, schema, at: "") }

    private static let annotations: Set<String> = [
        "$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "format",
    ]

    private func check(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        if case .bool(let allowed) = schema { return allowed ? [] : ["\(place): nothing is allowed here"] }
        guard case .object(let keywords) = schema else { return ["\(place): a schema must be an object or a boolean"] }
        return keywords.keys.sorted().flatMap { keyword -> [String] in
            guard let argument = keywords[keyword], !Self.annotations.contains(keyword) else { return [] }
            return check(value, keyword, argument, among: keywords, at: place)
        }
    }

    private func check(
        _ value: JSONValue,
        _ keyword: String,
        _ argument: JSONValue,
        among keywords: [String: JSONValue],
        at place: String
    ) -> [String] {
        switch keyword {
        case "$ref": return check(value, target(of: argument.string ?? ""), at: place)
        case "type":
            let names = argument.string.map { [$0] } ?? argument.array?.compactMap(\.string) ?? []
            let fits = names.contains { Self.isOfType($0, value) }
            return fits ? [] : ["\(place): \(value) is not of type \(names.joined(separator: " or "))"]
        case "enum":
            return argument.array?.contains { Self.equal($0, value) } == true
                ? [] : ["\(place): \(value) is not among \(argument)"]
        case "const": return Self.equal(argument, value) ? [] : ["\(place): \(value) is not \(argument)"]
        case "anyOf":
            let branches = (argument.array ?? []).map { check(value, $0, at: place) }
            if branches.contains(where: \.isEmpty) { return [] }
            return ["\(place): \(value) fits no branch of anyOf: \(branches.flatMap(\.self).joined(separator: "; "))"]
        case "oneOf":
            let fitting = (argument.array ?? []).filter { check(value, $0, at: place).isEmpty }.count
            return fitting == 1 ? [] : ["\(place): \(value) fits \(fitting) branches of oneOf"]
        case "allOf": return (argument.array ?? []).flatMap { check(value, $0, at: place) }
        case "not":
            return check(value, argument, at: place).isEmpty ? ["\(place): \(value) is what must not be"] : []
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
            return checkNumber(value, keyword, argument, at: place)
        case "minLength", "maxLength", "pattern": return checkText(value, keyword, argument, at: place)
        case "items", "minItems", "maxItems", "uniqueItems", "contains":
            return checkArray(value, keyword, argument, at: place)
        case "properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties":
            return checkObject(value, keyword, argument, among: keywords, at: place)
        default: return ["\(place): the schema's keyword '\(keyword)' is not known to this validator"]
        }
    }

    /// What a `#/…` reference points to; `false` when it points to nothing.
    private func target(of reference: String) -> JSONValue {
        guard reference.hasPrefix("#") else { return .bool(false) }
        return reference.dropFirst().split(separator: "/").reduce(schema) { found, name in
            found[String(name.replacing("~1", with: "/").replacing("~0", with: "~"))] ?? .bool(false)
        }
    }

    private func checkNumber(_ value: JSONValue, _ keyword: String, _ argument: JSONValue, at place: String) -> [String]
    {
        guard let number = value.double, let bound = argument.double else { return [] }
        let fits =
            switch keyword {
            case "minimum": number >= bound
            case "maximum": number <= bound
            case "exclusiveMinimum": number > bound
            case "exclusiveMaximum": number < bound
            default: (number / bound).rounded() == number / bound
            }
        return fits ? [] : ["\(place): \(number) violates \(keyword) \(bound)"]
    }

    private func checkText(_ value: JSONValue, _ keyword: String, _ argument: JSONValue, at place: String) -> [String] {
        guard let text = value.string else { return [] }
        let fits: Bool
        switch keyword {
        case "minLength": fits = text.unicodeScalars.count >= argument.int ?? 0
        case "maxLength": fits = text.unicodeScalars.count <= argument.int ?? 0
        default:
            guard let pattern = argument.string, let expression = try? Regex(pattern) else {
                return ["\(place): the schema's pattern \(argument) cannot be read"]
            }
            fits = text.contains(expression)
        }
        return fits ? [] : ["\(place): '\(text)' violates \(keyword) \(argument)"]
    }

    private func checkArray(_ value: JSONValue, _ keyword: String, _ argument: JSONValue, at place: String) -> [String]
    {
        guard let items = value.array else { return [] }
        switch keyword {
        case "items":
            return items.enumerated().flatMap { check($0.element, argument, at: "\(place)/\($0.offset)") }
        case "minItems" where items.count < argument.int ?? 0: return ["\(place): fewer than \(argument) items"]
        case "maxItems" where items.count > argument.int ?? 0: return ["\(place): more than \(argument) items"]
        case "contains" where !items.contains(where: { check($0, argument, at: place).isEmpty }):
            return ["\(place): no item fits 'contains'"]
        case "uniqueItems" where argument == .bool(true):
            let repeats = items.indices.contains { index in
                items[..<index].contains { Self.equal($0, items[index]) }
            }
            return repeats ? ["\(place): items are not unique"] : []
        default: return []
        }
    }

    private func checkObject(
        _ value: JSONValue,
        _ keyword: String,
        _ argument: JSONValue,
        among keywords: [String: JSONValue],
        at place: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        let names = members.keys.sorted()
        switch keyword {
        case "properties":
            return names.flatMap { name -> [String] in
                guard let schema = argument[name], let member = members[name] else { return [] }
                return check(member, schema, at: "\(place)/\(name)")
            }
        case "additionalProperties":
            return names.filter { keywords["properties"]?[$0] == nil }.flatMap { name -> [String] in
                if argument == .bool(false) { return ["\(place): unknown member '\(name)'"] }
                return members[name].map { check($0, argument, at: "\(place)/\(name)") } ?? []
            }
        case "required":
            return (argument.array ?? []).compactMap(\.string).filter { members[$0] == nil }
                .map { "\(place): member '\($0)' is missing" }
        case "propertyNames": return names.flatMap { check(.string($0), argument, at: "\(place)/\($0)") }
        case "minProperties" where members.count < argument.int ?? 0:
            return ["\(place): fewer than \(argument) members"]
        case "maxProperties" where members.count > argument.int ?? 0: return ["\(place): more than \(argument) members"]
        default: return []
        }
    }

    private static func isOfType(_ name: String, _ value: JSONValue) -> Bool {
        switch (name, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object): true
        case ("number", .integer), ("number", .number): true
        case ("integer", _): value.int != nil
        default: false
        }
    }

    /// JSON Schema's equality: 1 and 1.0 are the same.
    private static func equal(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let left = left.double, let right = right.double { return left == right }
        return left == right
    }
}
