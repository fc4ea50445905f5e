/// Paragraphs filled to a width.
enum FilledText {
    /// Breaks at white space only; a word that is wider than a line stands alone.
    /// - Parameter indent: Spaces before every line; they count towards the width.
    static func lines(_ text: String, width: Int, indent: Int) -> [String] {
        var lines: [String] = []
        // The sign stays with its number.
        let glued = visible(text).replacing(" %", with: "\u{A0}%")
        for word in glued.split(whereSeparator: { $0.isWhitespace && $0 != "\u{A0}" }) {
            if let last = lines.last, indent + last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { String(repeating: " ", count: indent) + $0.replacing("\u{A0}", with: " ") }
    }

    /// The text with control characters made visible, so that a server's message cannot steer the terminal.
    static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isControl = scalar.properties.generalCategory == .control
                    return isControl && !scalar.properties.isWhitespace ? "\u{FFFD}" : scalar
                }
            )
        )
    }
}
