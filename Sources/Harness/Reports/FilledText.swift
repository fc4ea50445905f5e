import BenchModel

/// Paragraphs filled to a width.
enum FilledText {
    /// Breaks at white space only; a word that is wider than a line stands alone.
    /// - Parameter indent: Spaces before every line; they count towards the width.
    static func lines(_ text: String, width: Int, indent: Int) -> [String] {
        var lines: [String] = []
        // The sign stays with its number.
        let glued = VisibleText.line(text).replacing(" %", with: "\u{A0}%")
        for word in glued.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" }) {
            if let last = lines.last, indent + last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { String(repeating: " ", count: indent) + $0.replacing("\u{A0}", with: " ") }
    }
}
