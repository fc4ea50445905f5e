import BenchModel

/// A value of a recipe file before it is given a meaning, with the place where it stands. Aliases are written out.
struct RecipeNode: Sendable, Equatable {
    indirect enum Content: Sendable, Equatable {
        /// As written, and what YAML 1.2's core schema makes of it: null, a boolean, a number or a string.
        case scalar(String, JSONValue)
        case list([RecipeNode])
        case map([Entry])
    }

    struct Entry: Sendable, Equatable {
        var key: String
        /// Of the key.
        var place: RecipePlace
        var value: RecipeNode
    }

    var content: Content
    var place: RecipePlace

    static func null(at place: RecipePlace) -> RecipeNode { RecipeNode(content: .scalar("", .null), place: place) }

    var isNull: Bool {
        guard case .scalar(_, .null) = content else { return false }
        return true
    }

    var json: JSONValue {
        switch content {
        case .scalar(_, let meaning): meaning
        case .list(let items): .array(items.map(\.json))
        case .map(let entries): .object(Dictionary(entries.map { ($0.key, $0.value.json) }) { $1 })
        }
    }
}

extension JSONValue {
    /// What an unquoted YAML scalar means under the core schema of YAML 1.2: `yes` and `on` are text, `010` is ten.
    /// Infinities and not-a-number stay text, because JSON has none.
    init(yaml text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default:
            if text.wholeMatch(of: /[-+]?[0-9]+/) != nil, let value = Int(text) {
                self = .integer(value)
            } else if text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil,
                let value = Double(text), value.isFinite
            {
                self = .number(value)
            } else {
                self = .string(text)
            }
        }
    }
}
