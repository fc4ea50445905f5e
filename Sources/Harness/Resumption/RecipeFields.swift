import BenchModel
import ToolAdapters
import Traffic

/// Every value of a recipe by its place, as text: `workload.concurrency` → `8`. Two recipes ask for the same when these are
/// the same, but for secrets, which are masked. Taken from the values themselves, so that no key can be forgotten.
enum RecipeFields {
    static func of(_ recipe: Recipe) -> [String: String] {
        var fields: [String: String] = [:]
        add(recipe, at: "", to: &fields)
        return fields.mapValues { RecipeCopy.masked($0, secretsOf: recipe) }
    }

    private static func add(_ value: Any, at path: String, to fields: inout [String: String]) {
        switch value {
        case let text as String: fields[path] = text
        case let duration as Duration: fields[path] = duration.text
        case let tool as ToolID: fields[path] = tool.rawValue
        case let version as ToolVersion: fields[path] = version.description
        case let json as JSONValue: fields[path] = String(decoding: JSONText.bytes(json), as: UTF8.self)
        default: addParts(of: value, at: path, to: &fields)
        }
    }

    private static func addParts(of value: Any, at path: String, to fields: inout [String: String]) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let some = mirror.children.first { add(some.value, at: path, to: &fields) }
        case .set:
            fields[path] = mirror.children.map { "\($0.value)" }.sorted().joined(separator: ", ")
        case .dictionary:
            fields[path] = "\(mirror.children.count)"
            for entry in mirror.children { addEntry(entry.value, at: path, to: &fields) }
        case .collection:
            fields[path] = "\(mirror.children.count)"
            for (place, element) in mirror.children.enumerated() {
                add(element.value, at: "\(path).\(place + 1)", to: &fields)
            }
        case .enum:
            guard let payload = mirror.children.first, let name = payload.label else {
                fields[path] = "\(value)"
                return
            }
            fields[path] = name
            add(payload.value, at: "\(path).\(key(name))", to: &fields)
        default:
            if mirror.children.isEmpty { fields[path] = "\(value)" }
            for child in mirror.children {
                let name = key(child.label ?? "")
                add(child.value, at: path.isEmpty ? name : "\(path).\(name)", to: &fields)
            }
        }
    }

    /// - Parameter entry: A pair of key and value.
    private static func addEntry(_ entry: Any, at path: String, to fields: inout [String: String]) {
        let pair = Array(Mirror(reflecting: entry).children)
        guard pair.count == 2 else { return }
        let name = "\(pair[0].value)"
        let place = "\(path).\(name)"
        if SecretName.isSecret(name), let text = pair[1].value as? String, VariableText.names(in: text).isEmpty {
            fields[place] = SecretName.mask
        } else {
            add(pair[1].value, at: place, to: &fields)
        }
    }

    /// `inputTokens` as recipes write it: `input_tokens`.
    private static func key(_ name: String) -> String {
        var key = ""
        var previous: Character?
        for character in name where character != "." {
            if character.isUppercase, previous?.isLowercase ?? false { key += "_" }
            key += character.lowercased()
            previous = character
        }
        return key
    }
}
