/// Durations as recipes and the command line write them: a decimal number and its unit, such as `20ms` or `1.5s`.
extension Duration {
    /// Attoseconds of each unit, the longest first.
    private static let units: KeyValuePairs<String, Int128> = [
        "h": 3_600_000_000_000_000_000_000, "m": 60_000_000_000_000_000_000, "s": 1_000_000_000_000_000_000,
        "ms": 1_000_000_000_000_000, "us": 1_000_000_000_000, "µs": 1_000_000_000_000, "ns": 1_000_000_000,
    ]

    /// The units that a duration may carry.
    package static var unitNames: [String] { units.map(\.key) }

    /// The longest that one may be: a year. Sums of a few are far from what nanoseconds in 64 bits can say.
    package static let longest = Duration.seconds(365 * 86_400)

    /// Exact in decimal. Nil for what is longer than `longest`, for anything but digits, an optional fraction and one of `h m s ms us µs ns`, for a sign,
    /// and for more than 15 characters of number.
    package init?(text: some StringProtocol) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard let unit = Self.units.first(where: { $0.key == text[number.endIndex...] })?.value,
            (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            let digits = Int128(parts.joined()), number.count <= 15
        else { return nil }
        var scale: Int128 = 1
        for _ in 0..<(parts.count == 2 ? parts[1].count : 0) { scale *= 10 }
        let duration = Duration(attoseconds: digits * unit / scale)
        guard duration <= Self.longest else { return nil }
        self = duration
    }

    /// In seconds, or in the longest of `ms`, `us` and `ns` that needs no fraction.
    package var text: String {
        let shown = Self.units.first { $0.value <= Self.units[2].value && attoseconds.isMultiple(of: $0.value) }
        guard let shown, attoseconds != 0 else { return attoseconds == 0 ? "0s" : "\(attoseconds / 1_000_000_000)ns" }
        return "\(attoseconds / shown.value)\(shown.key)"
    }

    /// Without the fraction of a nanosecond.
    package var nanoseconds: Int64 { Int64(attoseconds / 1_000_000_000) }

    /// As a floating-point number of seconds.
    package var seconds: Double { Double(attoseconds) / 1e18 }
}
