/// What a log, a comment or a quotation puts before every line: `# `, `web-1  | `, a time. Digits stand for any digits.
struct LinePrefix {
    private enum Part: Equatable {
        case digits
        case other(Character)
    }

    private let parts: [Part]

    /// - Parameter text: What stands before the first character of a line of the output.
    init(_ text: some StringProtocol) { parts = Self.parts(Substring(text)).map(\.part) }

    /// The line without the prefix; as it is when it does not begin with it.
    func removed(from line: Substring) -> Substring {
        guard !parts.isEmpty else { return line }
        var rest = line
        for part in parts {
            switch part {
            case .digits:
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                guard !digits.isEmpty else { return line }
                rest = rest.dropFirst(digits.count)
            case .other(let character):
                guard rest.first == character else {
                    // A line without text loses the blanks at its end.
                    return rest.isEmpty && character == " " ? rest : line
                }
                rest = rest.dropFirst()
            }
        }
        return rest
    }

    private static func parts(_ text: Substring) -> [(part: Part, end: Substring.Index)] {
        var parts: [(part: Part, end: Substring.Index)] = []
        for index in text.indices {
            let isDigit = text[index].isASCII && text[index].isNumber
            if isDigit, parts.last?.part == .digits { parts.removeLast() }
            parts.append((isDigit ? .digits : .other(text[index]), text.index(after: index)))
        }
        return parts
    }
}
