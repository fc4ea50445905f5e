/// A value given on the command line in place of the file's: `workload.concurrency=8`.
package struct RecipeOverride: Sendable, Equatable {
    /// From the top of the recipe.
    let path: [String]
    /// YAML: a scalar, `[…]` or `{…}`.
    let value: String

    /// Nil unless there is a dotted path, an equals sign and then anything.
    package init?(_ text: String) {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map { name in
            String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard path.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.path = Self.joiningMetric(path)
        value = String(text[text.index(after: equals)...])
    }

    /// As it stood on the command line.
    package var text: String { "\(path.joined(separator: "."))=\(value)" }

    var place: RecipePlace { RecipePlace(source: "--set \(path.joined(separator: "."))", isOverride: true) }

    /// `tolerance.metrics.ttft.p99.within` has one key, `ttft.p99`, in the place of two.
    private static func joiningMetric(_ path: [String]) -> [String] {
        guard path.count > 3, path[0] == "tolerance", path[1] == "metrics" else { return path }
        let rest = path[2...]
        let isSetting = ["within", "floor"].contains(rest[rest.endIndex - 1])
        return path[..<2] + [(isSetting ? rest.dropLast() : rest).joined(separator: ".")]
            + (isSetting ? rest.suffix(1) : [])
    }
}

extension RecipeOverride {
    /// The recipe with this override's value in it.
    /// - Throws: `RecipeError` when the value is no YAML.
    func applied(to root: RecipeNode) throws(RecipeError) -> RecipeNode {
        let document = RecipeDocument(value, source: place)
        let problems = document.problems.filter { $0.kind != .empty }
        guard problems.isEmpty else { throw RecipeError(problems: problems) }
        return put(document.root ?? .null(at: place), into: root, at: path[...], below: [])
    }

    private func put(
        _ value: RecipeNode,
        into node: RecipeNode,
        at path: ArraySlice<String>,
        below parents: [String]
    ) -> RecipeNode {
        guard let key = path.first else { return value }
        var entries = entries(of: node, at: parents)
        if parents == ["server"], RecipeKeys.serverKinds.contains(key) {
            entries.removeAll { $0.key != key && RecipeKeys.serverKinds.contains($0.key) }
        }
        let index = entries.firstIndex { $0.key == key }
        let old = index.map { entries[$0].value } ?? .null(at: place)
        let new = RecipeNode.Entry(
            key: key,
            place: place,
            value: put(value, into: old, at: path.dropFirst(), below: parents + [key])
        )
        if let index {
            if path.count > 1 { entries[index].value = new.value } else { entries[index] = new }
        } else {
            entries.append(new)
        }
        return RecipeNode(content: .map(entries), place: node.place)
    }

    /// The node's entries, a short form written out as the map that it stands for. Empty for what is no map.
    private func entries(of node: RecipeNode, at path: [String]) -> [RecipeNode.Entry] {
        switch node.content {
        case .map(let entries): entries
        case .list(let items) where path == ["tools"]:
            items.compactMap { item in
                guard case .scalar(let name, _) = item.content else { return nil }
                return RecipeNode.Entry(key: name, place: item.place, value: .null(at: item.place))
            }
        case .scalar where !node.isNull:
            Self.longKeys(at: path).map { RecipeNode.Entry(key: $0, place: node.place, value: node) }
        default: []
        }
    }

    /// The keys of the long form that a short form's one scalar is the value of.
    private static func longKeys(at path: [String]) -> [String] {
        switch path.count {
        case 1 where path == ["rounds"]: ["min", "max"]
        case 1 where path == ["warmup"]: ["requests"]
        case 3 where path.starts(with: ["tolerance", "metrics"]): ["within"]
        default: []
        }
    }
}
