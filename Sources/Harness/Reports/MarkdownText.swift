import BenchModel

/// Text inside Markdown.
enum MarkdownText {
    /// Keeps text from being read as markup: Markdown's own signs, table bars and HTML.
    static func escape(_ text: String) -> String {
        VisibleText.line(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\", "`", "*", "_", "|", "[", "]", "#", "~": result += "\\\(scalar)"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// A name as code where it is a plain one, else as text.
    static func code(_ name: String) -> String {
        let isPlain = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"`|<>&\\".utf8.contains($0) }
        return isPlain ? "`\(name)`" : escape(name)
    }
}
