import BenchModel

/// Text inside XML and HTML.
enum MarkupText {
    /// For content and quoted attributes. What XML 1.0 has no place for is hidden text, which `VisibleText` replaces.
    static func escape(_ text: String) -> String {
        VisibleText.line(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
