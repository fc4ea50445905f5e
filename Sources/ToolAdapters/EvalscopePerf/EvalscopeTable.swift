/// A table drawn with characters, `+---+` or `┌───┐`, with cells padded or not.
struct EvalscopeTable {
    enum Style { case grid, box }

    let style: Style
    let header: [String]
    /// As many cells each as the header has.
    let rows: [[String]]
    /// Whether the lower border is there, so that no row can be missing.
    let isClosed: Bool

    /// Nil when no table starts on the first line with text after `mark`, or when a row has too few or too many cells.
    init?(lines: [Substring], after mark: Int) {
        var table: [String] = []
        for line in lines[(mark + 1)...] {
            let text = Self.trim(line)
            if table.isEmpty && text.isEmpty { continue }
            guard text.hasPrefix("|") || text.hasPrefix("│") || Self.isBorder(text) else { break }
            table.append(text)
        }
        guard let first = table.first, let last = table.last else { return nil }
        style = "┌├│└".contains(first.prefix(1)) ? .box : .grid
        isClosed = style == .box ? last.hasPrefix("└") : table.count > 3 && last.hasPrefix("+")
        let bar: Character = style == .box ? "│" : "|"
        var cells = table.filter { $0.first == bar }.map { line in
            line.split(separator: bar, omittingEmptySubsequences: false).dropFirst().dropLast().map(Self.trim)
        }
        guard !cells.isEmpty else { return nil }
        header = cells.removeFirst()
        rows = cells
        guard !header.isEmpty, rows.allSatisfy({ [header] in $0.count == header.count }) else { return nil }
    }

    private static func isBorder(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { "+-=┌┬┐├┼┤└┴┘─".contains($0) }
    }

    private static func trim(_ text: Substring) -> String {
        var text = text
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
