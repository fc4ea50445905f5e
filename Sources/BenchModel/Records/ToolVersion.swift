/// A release of a tool, compared number by number: `0.10.1.1` lies between `0.10.1` and `0.10.2`.
/// Text after the numbers (`rc1`, `.post1`, `+cpu`) is kept for display and not compared.
package struct ToolVersion: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let description: String
    private let numbers: [Int]

    /// Nil when the text does not start with a number.
    package init?(_ text: some StringProtocol) {
        var numbers: [Int] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < part.count { break }
        }
        guard !numbers.isEmpty else { return nil }
        description = String(text)
        while numbers.count > 1, numbers.last == 0 { numbers.removeLast() }
        self.numbers = numbers
    }

    package static func < (left: ToolVersion, right: ToolVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }

    package static func == (left: ToolVersion, right: ToolVersion) -> Bool { left.numbers == right.numbers }

    package func hash(into hasher: inout Hasher) { hasher.combine(numbers) }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let version = ToolVersion(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no version")
        }
        self = version
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ToolVersion: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        guard let version = ToolVersion(value) else { preconditionFailure("'\(value)' is no version") }
        self = version
    }
}
