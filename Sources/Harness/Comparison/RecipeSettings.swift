import BenchModel
import Foundation

/// What of a recipe decides the figures of one tool, each setting under its key.
///
/// Left out are names, the address of the server and how to get in, how long things may take, the version of the tool
/// (which its output tells), the other tools, and the rule by which tools must agree.
struct RecipeSettings {
    /// By dotted key, in words.
    private(set) var values: [String: String] = [:]

    /// What stands for a setting that is not there.
    static let absent = "not set"

    init(_ recipe: Recipe, tool: ToolID) {
        add(recipe.api.rawValue, "api")
        add(recipe.model.name, "model.name")
        add(recipe.model.servedName as Any, "model.served_name")
        add(recipe.model.tokenizer(for: tool) as Any, "model.tokenizer")
        add(recipe.workload, "workload")
        values["workload.api_key_variable"] = nil
        add(recipe.warmup, "warmup")
        switch recipe.server {
        case .url: add("url", "server")
        case .simulate(let simulation):
            add("simulate", "server")
            add(simulation, "server.simulate")
            values["server.simulate.port"] = nil
        case .launch(let launch):
            add("launch", "server")
            add(launch.argv.joined(separator: " "), "server.launch.argv")
            add(launch.environment, "server.launch.environment")
        }
        guard let choice = recipe.tools.first(where: { $0.id == tool }) else { return }
        add(choice, "tools.\(tool)")
        for name in ["id", "version", "timeout"] { values["tools.\(tool).\(name)"] = nil }
    }

    /// The settings in which two differ, in the order of their keys.
    func differences(from other: RecipeSettings) -> [(key: String, own: String, other: String)] {
        Set(values.keys).union(other.values.keys).sorted().compactMap { key in
            let (own, other) = (values[key] ?? Self.absent, other.values[key] ?? Self.absent)
            return own == other ? nil : (key, own, other)
        }
    }

    /// Every property of a value, however deep, under the name that a recipe has for it.
    private mutating func add(_ value: Any, _ key: String) {
        if let duration = value as? Duration {
            values[key] = duration.text
            return
        }
        if let json = value as? JSONValue {
            values[key] = Self.text(json)
            return
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            if let wrapped = mirror.children.first { add(wrapped.value, key) }
        case .struct where !(value is any CustomStringConvertible):
            for child in mirror.children {
                if let name = child.label { add(child.value, "\(key).\(Self.keyName(name))") }
            }
        case .dictionary:
            for entry in mirror.children {
                let pair = Array(Mirror(reflecting: entry.value).children)
                if pair.count == 2 { add(pair[1].value, "\(key).\(pair[0].value)") }
            }
        case .collection where mirror.children.isEmpty: break
        // Without the names of modules, which say nothing to a user.
        default: values[key] = "\(value)".replacing("BenchModel.", with: "")
        }
    }

    private static func text(_ json: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(json)).map { String(decoding: $0, as: UTF8.self) } ?? "\(json)"
    }

    /// `ignore_eos` for `ignoreEOS`.
    private static func keyName(_ name: String) -> String {
        var text = ""
        var isUpper = true
        for letter in name {
            if letter.isUppercase, !isUpper { text += "_" }
            isUpper = letter.isUppercase
            text += letter.lowercased()
        }
        return text
    }
}
