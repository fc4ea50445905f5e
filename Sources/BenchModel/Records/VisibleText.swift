/// Text that others wrote, made so that it can be shown: it steers no terminal, turns no line around, begins no line of its
/// own and tells no credentials of an address. Everything that is printed goes through here.
package enum VisibleText {
    /// Stands for what cannot be shown.
    package static let substitute: Unicode.Scalar = "\u{FFFD}"

    /// Whether the scalar acts on what shows it instead of being shown: a control (C0, DEL, C1), a line or paragraph
    /// separator, a mark that turns the direction of text around, or no character at all.
    /// Source: Unicode's `General_Category` Cc, Zl, Zp and Cn's noncharacters, and `Bidi_Control` (UAX #9).
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if (0x80...0x9F).contains(scalar.value) { return true }
        let properties = scalar.properties
        return properties.isBidiControl || properties.isNoncharacterCodePoint || scalar == "\u{2028}"
            || scalar == "\u{2029}" || (0x206A...0x206F).contains(scalar.value) || scalar == "\u{FEFF}"
    }

    /// One line: line breaks and tabs become spaces, what else is hidden becomes U+FFFD. A mark by which a CI service takes
    /// a line for a command (`::error::`, `##[error]`) is taken apart, and credentials of addresses are masked.
    package static func line(_ text: some StringProtocol) -> String {
        var line = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        var beforeLast: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\n", last == "\r" {
                last = " "
                continue
            }
            // GitHub's runner takes a line for a command when it starts with `::`, or has `##[` anywhere. A line may be
            // broken at any space, with whatever marks hang on it; the rest is `[::1]` and `a::b`.
            if scalar == ":", last == ":", !isInWord(beforeLast) { line.append(" ") }
            if scalar == "[", last == "#", beforeLast == "#" { line.append(" ") }
            switch scalar {
            case "\n", "\r", "\t", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": line.append(" ")
            case _ where isHidden(scalar): line.append(substitute)
            default: line.append(scalar)
            }
            (beforeLast, last) = (last, scalar)
        }
        return MaskedURL.shown(String(line))
    }

    private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "[" || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }

    /// JSON text in which every hidden scalar is written as an escape, so that it means the same. Line breaks between
    /// values stay.
    package static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value >= 0x7F && isHidden($0) }) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            guard scalar.value >= 0x7F, isHidden(scalar) else {
                result.unicodeScalars.append(scalar)
                return
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}
