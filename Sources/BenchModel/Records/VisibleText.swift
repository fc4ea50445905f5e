/// Text that others wrote, made so that it can be shown: it steers no terminal, turns no line around and begins no line of
/// its own. Everything that is printed goes through here.
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
    /// a line for a command (`::error::`, `##[error]`) is taken apart.
    package static func line(_ text: some StringProtocol) -> String {
        guard !text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) || mayBeCommand(text) else { return String(text) }
        var line = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            switch scalar {
            case "\n" where isAfterReturn: continue
            case "\n", "\r", "\t", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": line.append(" ")
            case _ where isHidden(scalar): line.append(substitute)
            default: line.append(scalar)
            }
        }
        return withoutCommand(String(line))
    }

    /// JSON text in which every hidden scalar is written as an escape; it means the same. Line breaks between values stay.
    package static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !$0.isASCII && isHidden($0) || $0.value == 0x7F }) else {
            return text
        }
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

    private static func mayBeCommand(_ text: some StringProtocol) -> Bool {
        text.utf8.first { $0 != 0x20 } == UInt8(ascii: ":") || text.utf8.contains(UInt8(ascii: "#"))
    }

    /// GitHub's runner takes a line for a command when it starts with `::` after white space, or has `##[` anywhere.
    private static func withoutCommand(_ line: String) -> String {
        var scalars = Array(line.unicodeScalars)
        if let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            scalars[start...].starts(with: "::".unicodeScalars)
        {
            scalars.insert(" ", at: start + 1)
        }
        var place = 0
        while place + 2 < scalars.count {
            if scalars[place] == "#", scalars[place + 1] == "#", scalars[place + 2] == "[" {
                scalars.insert(" ", at: place + 2)
            }
            place += 1
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
