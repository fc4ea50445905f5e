/// What programs write for a person's terminal, as lines.
enum ConsoleText {
    /// Without colours and blanks at the ends, and with what progress bars overwrite on lines of its own.
    static func lines(_ text: String) -> [Substring] {
        plain(text).split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            var line = line
            while line.last?.isWhitespace == true { line.removeLast() }
            return line
        }
    }

    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains("\u{1b}") else { return text }
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1b}" {
                isEscaped = true
            } else if !isEscaped {
                result.append(scalar)
            } else if scalar.properties.isAlphabetic || scalar == "\n" {
                isEscaped = false
            }
        }
        return String(result)
    }
}
