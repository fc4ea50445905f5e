/// Text inside Markdown.
enum MarkdownText {
    /// Keeps text from being read as markup: Markdown's own signs, table bars, HTML and line breaks.
    static func escape(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\", "`", "*", "_", "|", "[", "]", "#", "~": result += "\\\(character)"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
    }
}
