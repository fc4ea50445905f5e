import BenchModel

/// A table of box-drawing lines for terminals.
struct TextTable {
    struct Cell {
        let text: String
        let style: TextStyle

        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = VisibleText.line(text)
            self.style = style
        }
    }

    struct Column {
        let title: String
        let isRightAligned: Bool
        /// Whether a vertical line stands before it.
        let startsGroup: Bool

        init(_ title: String, right: Bool = false, group: Bool = false) {
            self.title = VisibleText.line(title)
            isRightAligned = right
            startsGroup = group
        }
    }

    private let columns: [Column]
    private let rows: [[Cell]]
    private let widths: [Int]

    /// - Parameter rows: Each with one cell a column.
    init(_ columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
        widths = columns.indices.map { index in
            rows.reduce(columns[index].title.count) { max($0, $1[index].text.count) }
        }
    }

    var width: Int {
        let gaps = columns.dropFirst().reduce(0) { $0 + ($1.startsGroup ? 3 : 2) }
        return widths.reduce(gaps, +)
    }

    func lines(color: Bool) -> [String] {
        let header = line(columns.map { Cell($0.title, .bold) }, color: color)
        let rule = columns.indices.map { index in
            let gap = index == 0 ? "" : columns[index].startsGroup ? "─┼─" : "──"
            return gap + String(repeating: "─", count: widths[index])
        }
        return [header, rule.joined()] + rows.map { line($0, color: color) }
    }

    private func line(_ cells: [Cell], color: Bool) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += columns[index].startsGroup ? " │ " : "  " }
            let padding = String(repeating: " ", count: widths[index] - cell.text.count)
            let styled = cell.style.apply(cell.text, color: color)
            text += columns[index].isRightAligned ? padding + styled : styled + padding
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
