import BenchModel

extension RecipeForm {
    static func list<Item>(of item: RecipeForm<Item>, atLeast least: Int = 0) -> RecipeForm<[Item]> {
        let shape = RecipeShape.list(item.shape, atLeast: least)
        return RecipeForm<[Item]>(shape, write: { .array($0.compactMap(item.write)) }) { value, reading in
            guard case .list(let nodes) = value.node.content, nodes.count >= least else {
                reading.mismatch(value, shape)
                return nil
            }
            return nodes.compactMap { item.read(value.item($0), &reading) }
        }
    }

    /// A map whose keys are the user's, in order.
    /// - Parameters:
    ///   - name: Reads a key. By default any key is good.
    ///   - least: From 1 on, null is not taken for an empty map.
    ///   - form: The form of the value under a key.
    static func table<Item>(
        _ item: RecipeShape,
        names: RecipeForm<String>? = nil,
        atLeast least: Int = 0,
        _ form: @escaping (String) -> RecipeForm<Item>
    ) -> RecipeForm<[(key: String, value: Item)]> {
        let shape = RecipeShape.table(of: item, names: names?.shape, atLeast: least)
        return RecipeForm<[(key: String, value: Item)]>(shape) { value, reading in
            if value.node.isNull, least == 0 { return [] }
            guard case .map(let entries) = value.node.content, entries.count >= least else {
                reading.mismatch(value, shape)
                return nil
            }
            return entries.compactMap { entry in
                let child = value.child(entry)
                let key = RecipeNode(content: .scalar(entry.key, .string(entry.key)), place: entry.place)
                guard let name = names.map({ $0.read(value.item(key), &reading) }) ?? entry.key else { return nil }
                reading.give(child)
                return form(name).read(child, &reading).map { (name, $0) }
            }
        }
    }

    static func dictionary<Item>(of item: RecipeForm<Item>, names: RecipeForm<String>? = nil)
        -> RecipeForm<[String: Item]>
    {
        RecipeForm.table(item.shape, names: names) { _ in item }.mapped { pairs, _, _ in
            Dictionary(pairs.map { ($0.key, $0.value) }) { $1 }
        }
    }

    /// A map whose keys are known. What is absent keeps the value that it has in `start`.
    static func record(_ start: Value, exactlyOne: Bool = false, _ keys: [RecipeKey<Value>]) -> RecipeForm {
        let members = keys.map { $0.member(start) }
        let shape = RecipeShape.record(members, exactlyOne: exactlyOne)
        return RecipeForm(shape) { value, reading in
            var result = start
            var entries: [RecipeNode.Entry] = []
            if case .map(let found) = value.node.content {
                entries = found
            } else if !value.node.isNull {
                reading.mismatch(value, shape)
                return nil
            }
            for entry in entries {
                let child = value.child(entry)
                guard let key = keys.first(where: { $0.name == entry.key }) else {
                    noteUnknown(entry, in: value, known: keys.map(\.name), &reading)
                    continue
                }
                if child.node.isNull, key.required { continue }
                if !child.node.isNull { reading.give(child) }
                key.read(child, &result, &reading)
            }
            for key in keys where key.required && reading.lacks(value.path(of: key.name)) {
                let path = value.path(of: key.name)
                reading.note(.missingKey(path), at: value.keyPlace, path: path)
            }
            return result
        }
    }

    private static func noteUnknown(
        _ entry: RecipeNode.Entry,
        in value: RecipeValue,
        known: [String],
        _ reading: inout RecipeReading
    ) {
        let suggestion = SpellingDistance.nearest(to: entry.key, among: known)
        reading.note(
            .unknownKey(entry.key, map: value.path, suggestion: suggestion, known: known),
            at: entry.place,
            path: value.path(of: entry.key)
        )
        if let suggestion { reading.assume(value.path(of: suggestion)) }
    }
}
