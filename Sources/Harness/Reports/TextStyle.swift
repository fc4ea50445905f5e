import BenchModel

/// How a piece of text stands out on a terminal that has colours.
enum TextStyle: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case good = "32"
    case bad = "31"
    case open = "33"
    case broken = "35"

    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .agree: .good
            case .disagree: .bad
            case .inconclusive: .open
            case .invalid: .broken
            }
    }

    /// ANSI "select graphic rendition" (ECMA-48) around the text, or the text itself.
    func apply(_ text: String, color: Bool) -> String {
        color && self != .plain && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension Verdict {
    var symbol: String {
        switch self {
        case .agree: "✓"
        case .disagree: "✗"
        case .inconclusive: "?"
        case .invalid: "!"
        }
    }
}

extension Finding.Severity {
    var symbol: String {
        switch self {
        case .note: "·"
        case .warning: "!"
        case .undeciding: "?"
        case .invalidating: "✗"
        }
    }

    var style: TextStyle {
        switch self {
        case .note: .dim
        case .warning, .undeciding: .open
        case .invalidating: .broken
        }
    }
}
