import BenchModel

/// What is known while a recipe is read: the problems so far, and which keys are there.
struct RecipeReading {
    private(set) var problems: [RecipeProblem] = []
    /// Places of the keys that have a value other than null, by dotted path.
    private var given: [String: RecipePlace] = [:]
    /// Paths with a problem: their values are not to be held against others.
    private var troubled: Set<String> = []

    mutating func note(_ kind: RecipeProblem.Kind, at place: RecipePlace, path: String) {
        problems.append(RecipeProblem(place: place, kind: kind))
        troubled.insert(path)
    }

    mutating func note(_ kind: RecipeProblem.Kind, _ value: RecipeValue) {
        note(kind, at: value.node.place, path: value.path)
    }

    mutating func mismatch(_ value: RecipeValue, _ expected: RecipeShape) {
        let found: RecipeProblem.Found =
            switch value.node.content {
            case .scalar(_, .null): .nothing
            case .scalar(let text, let meaning): JSONValue(yaml: text) == meaning ? .scalar(text) : .quoted(text)
            case .list(let items): items.isEmpty ? .emptyList : .list
            case .map(let entries): entries.isEmpty ? .emptyMap : .map
            }
        note(.mismatch(key: value.path, expected: expected, found: found), value)
    }

    mutating func give(_ value: RecipeValue) { given[value.path] = value.keyPlace }

    /// Takes a key for present, and its value for unknown, because a misspelt one seems to mean it.
    mutating func assume(_ path: String) { troubled.insert(path) }

    /// Where the key stands. Nil when it is absent.
    func place(_ path: String) -> RecipePlace? { given[path] }

    /// Whether the key is absent, and not just misspelt.
    func lacks(_ path: String) -> Bool { given[path] == nil && isSound(path) }

    /// Whether nothing was found wrong with the key, so that what was read for it counts.
    func isSound(_ path: String) -> Bool { !troubled.contains(path) }
}

/// A node that is about to be read, and which key of the recipe it belongs to.
struct RecipeValue {
    let node: RecipeNode
    /// Dotted, from the top. Empty for the recipe itself.
    let path: String
    /// Of the key, where there is one; else of the node.
    let keyPlace: RecipePlace

    func child(_ entry: RecipeNode.Entry) -> RecipeValue {
        RecipeValue(node: entry.value, path: path(of: entry.key), keyPlace: entry.place)
    }

    func item(_ node: RecipeNode) -> RecipeValue { RecipeValue(node: node, path: path, keyPlace: node.place) }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
