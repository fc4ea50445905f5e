import BenchModel
import Yams

/// Reads YAML into nodes. The only file that knows the YAML library.
struct RecipeDocument {
    /// More than any recipe needs; keeps nested aliases from growing without end.
    private static let largest = 20_000
    private static let deepest = 40

    private let source: RecipePlace
    private var duplicates = DuplicateKeys()
    private var count = 0
    private(set) var problems: [RecipeProblem] = []
    /// Nil when the text cannot be read at all; `problems` then says why.
    private(set) var root: RecipeNode?

    /// - Parameter source: Names the text; places within it get line and column unless it is an override.
    init(_ text: String, source: RecipePlace) {
        self.source = source
        let hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
        let text = hasByteOrderMark ? String(text.unicodeScalars.dropFirst()) : text
        do {
            guard let node = try compose(text) else {
                note(.empty, at: nil)
                return
            }
            root = convert(node, depth: 0)
        } catch let error as YamlError {
            note(error, in: text)
        } catch {
            note(.syntax("\(error)"), at: nil)
        }
    }

    /// The library ends at the first duplicate key. It is made distinct by a tag and the text read again, so that the
    /// rest of the file is judged as well.
    private mutating func compose(_ text: String) throws -> Node? {
        var text = text
        while true {
            do {
                return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
            } catch let error as YamlError {
                guard case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first,
                    duplicates.mark(key, at: context.mark.line, context.mark.column, in: &text)
                else { throw error }
            }
        }
    }

    private mutating func convert(_ node: Node, depth: Int) -> RecipeNode? {
        let place = place(of: node.mark)
        count += 1
        guard count <= Self.largest, depth <= Self.deepest else {
            if !problems.contains(where: { $0.kind == .tooLarge }) { note(.tooLarge, at: nil) }
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let plain = scalar.style == .plain && scalar.tag != Tag(.str)
            let meaning = plain ? JSONValue(yaml: scalar.string) : .string(scalar.string)
            return RecipeNode(content: .scalar(scalar.string, meaning), place: place)
        case .sequence(let sequence):
            var items: [RecipeNode] = []
            for item in sequence { items += [convert(item, depth: depth + 1)].compactMap(\.self) }
            return RecipeNode(content: .list(items), place: place)
        case .mapping(let mapping):
            var entries: [RecipeNode.Entry] = []
            for (key, value) in mapping { entries += [entry(key, value, depth: depth + 1)].compactMap(\.self) }
            return RecipeNode(content: .map(entries), place: place)
        case .alias: return .null(at: place)
        }
    }

    /// Nil when the pair is a problem of its own.
    private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> RecipeNode.Entry? {
        let place = place(of: key.mark)
        guard case .scalar(let name) = key else {
            note(.keyIsNotText, at: place)
            return nil
        }
        if let first = duplicates.firstLine(ofTag: name.tag.description) {
            note(.duplicateKey(name.string, firstLine: first), at: place)
            return nil
        }
        guard let node = convert(value, depth: depth) else { return nil }
        return RecipeNode.Entry(key: name.string, place: place, value: node)
    }

    private func place(of mark: Mark?) -> RecipePlace {
        mark.map { place(line: $0.line, column: $0.column) } ?? source
    }

    private func place(line: Int, column: Int) -> RecipePlace {
        if source.isOverride { return source }
        return RecipePlace(source: source.source, line: line, column: duplicates.column(column, line: line))
    }

    private mutating func note(_ kind: RecipeProblem.Kind, at place: RecipePlace?) {
        problems.append(RecipeProblem(place: place ?? source, kind: kind))
    }

    private mutating func note(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            let line = mark.line <= lines.count ? Array(lines[mark.line - 1]) : []
            let atTab = mark.column <= line.count && line[mark.column - 1] == "\t"
            let words = [problem, context?.text].compactMap(\.self).joined(separator: " ")
            note(atTab ? .tabIndentation : .syntax(words), at: place(of: mark))
        case .composer(_, let problem, let mark, _):
            note(problem.contains("another document") ? .severalDocuments : .syntax(problem), at: place(of: mark))
        case .duplicatedKeysInMapping(let keys, let context):
            note(.duplicateKey(keys.first ?? "", firstLine: nil), at: place(of: context.mark))
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0).unicodeScalars
            let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
            let place = place(line: max(lines.count, 1), column: (lines.last?.count ?? 0) + 1)
            note(.syntax(problem), at: offset == nil ? nil : place)
        default: note(.syntax("\(error)"), at: nil)
        }
    }
}
