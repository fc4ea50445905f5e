/// Random changes of a text: of bytes, words, numbers, fields and lines, by another text, and at its end.
struct TextMutation {
    enum Level: String, CaseIterable, Sendable {
        case byte, token, number, structure, splice, truncation
    }

    /// Texts that mean something to a parser, or nothing.
    private static let tokens = [
        "null", "NaN", "Infinity", "-Infinity", "nan", "inf", "true", "false", "0", "-1", "0.0", "-0.0", "1e308",
        "1e-308",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e999", "\"\"", "{}", "[]", "[[]]",
        "\\u0000",
        "\u{301}", "\u{1b}[31m", "\r\n", "\t", "=", "|", "│", "└", "+---+", ":", "None", "Benchmarking summary:",
        "============ Serving Benchmark Result ============", "==================================================",
    ].map { Array($0.utf8) }

    /// - Parameter other: The text of another report, for splices.
    static func apply(
        _ level: Level,
        to bytes: [UInt8],
        other: [UInt8],
        _ generator: inout SeededChoice
    ) -> [UInt8] {
        guard !bytes.isEmpty else { return other }
        switch level {
        case .byte: return changeBytes(bytes, &generator)
        case .token: return changeToken(bytes, &generator)
        case .number: return changeNumber(bytes, &generator)
        case .structure: return changeStructure(bytes, &generator)
        case .splice: return splice(bytes, other, &generator)
        case .truncation: return truncate(bytes, &generator)
        }
    }

    private static func changeBytes(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<generator.pick(1...4) where !bytes.isEmpty {
            let place = generator.pick(0...(bytes.count - 1))
            switch generator.pick(0...4) {
            case 0: bytes[place] ^= 1 << UInt8(generator.pick(0...7))
            case 1: bytes[place] = UInt8(generator.pick(0...255))
            case 2: bytes.insert(UInt8(generator.pick(0...255)), at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + generator.pick(1...40)))
            default:
                bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + generator.pick(1...80))], at: place)
            }
        }
        return bytes
    }

    /// Words are runs of letters, digits, dots and signs.
    private static func changeToken(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        func word(at place: Int) -> Range<Int> {
            func isPart(_ byte: UInt8) -> Bool {
                byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2E || byte == 0x2D || byte == 0x5F
            }
            var (low, high) = (place, place)
            while low > 0, isPart(bytes[low - 1]) { low -= 1 }
            while high < bytes.count, isPart(bytes[high]) { high += 1 }
            return low..<max(high, min(low + 1, bytes.count))
        }
        let first = word(at: generator.pick(0...(bytes.count - 1)))
        let text =
            generator.pick(0...2) == 0
            ? Array(bytes[word(at: generator.pick(0...(bytes.count - 1)))])
            : tokens[generator.pick(0...(tokens.count - 1))]
        return TextEdit.apply([TextEdit(range: first, text: text)], to: bytes)
    }

    /// A figure of a field that is known, one time in four every figure of that field; of anything else a run of digits, and
    /// of a database eight bytes that can be a number.
    private static func changeNumber(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        if bytes.prefix(64).contains(0) { return changeCell(bytes, &generator) }
        let fields = ReportFields.of(bytes)
        guard !fields.isEmpty else { return changeToken(bytes, &generator) }
        // By name first, so that a list of a thousand gaps is no likelier than a mean.
        let names = Array(Set(fields.map(\.name))).sorted()
        let name = names[generator.pick(0...(names.count - 1))]
        let found = fields.filter { $0.name == name }
        let chosen = generator.pick(0...3) == 0 ? found : [found[generator.pick(0...(found.count - 1))]]
        let change = FieldChange.allCases[generator.pick(0...(FieldChange.allCases.count - 1))]
        let share = [0.0, 0.03, 0.2, 5, 1e6][generator.pick(0...4)]
        return TextEdit.apply(chosen.compactMap { change.edit($0, in: bytes, share: share) }, to: bytes)
    }

    /// SQLite keeps a number that is no whole one as eight bytes, the highest first.
    private static func changeCell(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        guard bytes.count > 8 else { return bytes }
        var bytes = bytes
        let start = generator.pick(0...(bytes.count - 9))
        for place in start..<(bytes.count - 8) where bytes[place] == 0x3F || bytes[place] == 0x40 {
            let bits = bytes[place..<(place + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let value = Double(bitPattern: bits)
            guard value > 1e-5, value < 1e6, bytes[place + 6] != 0 || bytes[place + 7] != 0 else { continue }
            let factor = [1.25, 0.1, 0, -1, 1e12, .nan][generator.pick(0...5)]
            let new = (value * factor).bitPattern
            for shift in 0..<8 { bytes[place + shift] = UInt8(truncatingIfNeeded: new >> UInt64(56 - 8 * shift)) }
            return bytes
        }
        return bytes
    }

    private static func changeStructure(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        let fields = ReportFields.of(bytes)
        if !fields.isEmpty, generator.pick(0...1) == 0 {
            let whole = fields.compactMap(\.whole)
            guard !whole.isEmpty else { return bytes }
            let (one, two) = (
                whole[generator.pick(0...(whole.count - 1))], whole[generator.pick(0...(whole.count - 1))]
            )
            switch generator.pick(0...3) {
            case 0: return TextEdit.apply([TextEdit(range: one, text: [])], to: bytes)
            case 1:
                return TextEdit.apply(
                    [TextEdit(range: one.lowerBound..<one.lowerBound, text: Array(bytes[one]))],
                    to: bytes
                )
            case 2:
                return TextEdit.apply(
                    [TextEdit(range: one, text: Array(bytes[two])), TextEdit(range: two, text: Array(bytes[one]))],
                    to: bytes
                )
            default:
                return TextEdit.apply(
                    [TextEdit(range: two.lowerBound..<two.lowerBound, text: Array(bytes[one]))],
                    to: bytes
                )
            }
        }
        let lines = TextLine.all(in: bytes)
        guard lines.count > 1 else { return changeToken(bytes, &generator) }
        let first = generator.pick(0...(lines.count - 1))
        let last = min(lines.count - 1, first + generator.pick(0...20))
        let block = lines[first].start..<lines[last].end
        let place = lines[generator.pick(0...(lines.count - 1))].start
        switch generator.pick(0...2) {
        case 0: return TextEdit.apply([TextEdit(range: block, text: [])], to: bytes)
        case 1: return TextEdit.apply([TextEdit(range: place..<place, text: Array(bytes[block]))], to: bytes)
        default: return Array(bytes[block]) + bytes
        }
    }

    private static func splice(_ bytes: [UInt8], _ other: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        let cut = generator.pick(0...bytes.count)
        let start = other.isEmpty ? 0 : generator.pick(0...other.count)
        switch generator.pick(0...3) {
        case 0: return bytes + other
        case 1: return other + bytes
        case 2: return Array(bytes[..<cut] + other[start...])
        default:
            let end = min(other.count, start + generator.pick(1...2000))
            return Array(bytes[..<cut] + other[start..<end] + bytes[cut...])
        }
    }

    private static func truncate(_ bytes: [UInt8], _ generator: inout SeededChoice) -> [UInt8] {
        let cut = generator.pick(0...bytes.count)
        switch generator.pick(0...2) {
        case 0: return Array(bytes[cut...])
        default: return Array(bytes[..<cut])
        }
    }
}
