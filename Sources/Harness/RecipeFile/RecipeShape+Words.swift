import BenchModel

extension RecipeShape {
    /// The end of the sentence "must be …".
    package var words: String {
        switch self {
        case .integer(let bounds): "a whole number\(bounds.words)"
        case .number(let bounds): "a number\(bounds.words)"
        case .flag: "true or false"
        case .text: "text"
        case .word(let word): word.quoted
        case .choice(let names): names.count == 1 ? names[0].quoted : names.phrase("or")
        case .duration(let positive):
            "a duration with its unit, such as '20ms' or '1.5s', \(positive ? "above zero and " : "")at most 8760h"
        case .share: "a percentage above 0% and at most 100%, such as '3%'"
        case .url: "a URL"
        case .version: "a version, such as '0.32.0'"
        case .settings(let example): "text such as \(example.quoted)"
        case .variable: "the name of an environment variable"
        case .metric: "a metric, such as 'ttft.p99' or 'ttft'"
        case .tool(let names): "a tool (\(names.joined(separator: ", ")))"
        case .name: "a name of letters, digits, '.', '-' and '_'"
        case .table(_, _, let least) where least > 0: "a map of at least one"
        case .body, .table, .record: "a map"
        case .words: "words without quotes"
        case .list(let item, let least):
            item.itemWords.map { "a list of \(least > 0 ? "at least one " : "")\($0)" } ?? "a list"
        case .nullable(let shape): shape.words
        case .either(let first, let second): "\(first.words), or \(second.words)"
        }
    }

    /// The words that a user may have misspelt.
    var namedWords: [String] {
        switch self {
        case .word(let word): [word]
        case .choice(let names): names
        case .nullable(let shape): shape.namedWords
        case .either(let first, let second): first.namedWords + second.namedWords
        default: []
        }
    }

    private var itemWords: String? {
        switch self {
        case .tool(let names): "tool (\(names.joined(separator: ", ")))"
        case .text: "text"
        case .metric: "metric"
        default: nil
        }
    }
}

extension RecipeBounds {
    /// Behind the noun: ` of at least 1 and at most 9`. Empty without bounds.
    package var words: String {
        let low = low.map { "\(above ? "above" : "of at least") \($0.short)" }
        let high = high.map { "\(below ? "below" : "at most") \($0.short)" }
        let both = [low, high].compactMap(\.self).joined(separator: " and ")
        return both.isEmpty ? "" : " \(both)"
    }
}

extension Double {
    fileprivate var short: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}

extension String {
    /// In quotation marks, on one line, and not longer than a line.
    var quoted: String {
        let line = VisibleText.line(String(String.UnicodeScalarView(unicodeScalars.prefix(61)))).unicodeScalars.map {
            String($0)
        }
        return "'\(line.count > 60 ? line.prefix(57).joined() + "…" : line.joined())'"
    }
}

extension [String] {
    /// `'a', 'b' or 'c'`.
    func phrase(_ conjunction: String) -> String {
        guard let last, count > 1 else { return first?.quoted ?? "" }
        return dropLast().map(\.quoted).joined(separator: ", ") + " \(conjunction) \(last.quoted)"
    }
}
