import Foundation

/// What the bodies of one run say, field by field: every value that a field has, and in how many bodies. Prompts and
/// salts are left out.
package struct BodyFields: Sendable, Equatable {
    /// Bodies that are JSON objects.
    package private(set) var bodies = 0
    private var counts: [String: [String: Int]] = [:]

    private static let left: Set<String> = BodyMembers.salts.union(["messages", "prompt", "model"])
    /// The newer name of a field, and the one under which both are kept.
    private static let newer = "max_completion_tokens"
    package static let limit = "max_tokens"
    private static let null = Array("null".utf8)

    package init(_ exchanges: [WireExchange]) {
        // Bodies of a run say the same but for the prompt: each text of a value is decoded once.
        var raw: [String: [ArraySlice<UInt8>: Int]] = [:]
        for exchange in exchanges {
            guard let members = BodyMembers(exchange.body) else { continue }
            bodies += 1
            let hasNewer = members.texts[Self.newer].map { !$0.elementsEqual(Self.null) } ?? false
            for (name, text) in members.texts where !Self.left.contains(name) && (name != Self.limit || !hasNewer) {
                raw[name == Self.newer ? Self.limit : name, default: [:]][text, default: 0] += 1
            }
        }
        for (name, texts) in raw {
            for (text, count) in texts {
                guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text)), value != .null else {
                    continue
                }
                counts[name, default: [:]][Self.text(value), default: 0] += count
            }
        }
    }

    /// Bodies by value; `nil` stands for those that do not have the field, or have it as `null`.
    package func values(_ name: String) -> [String?: Int] {
        var values: [String?: Int] = [:]
        for (text, count) in counts[name] ?? [:] { values[text] = count }
        let rest = bodies - values.values.reduce(0, +)
        if rest > 0 { values[nil] = rest }
        return values
    }

    /// The value that all bodies have. Nil when they differ in it or there is none.
    package func only(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values.first?.key : nil
    }

    /// Mean of a field's numbers. Nil when no body has one.
    package func mean(_ name: String) -> Double? {
        let numbers = (counts[name] ?? [:]).compactMap { text, count in Double(text).map { ($0, count) } }
        let total = numbers.reduce(0) { $0 + $1.1 }
        return total > 0 ? numbers.reduce(0) { $0 + $1.0 * Double($1.1) } / Double(total) : nil
    }

    /// `0.7`, `absent`, or `8 different values`.
    package func words(_ name: String) -> String {
        let values = values(name)
        if values.count > 3 { return "\(values.count) different values" }
        return values.sorted { ($1.value, $0.key ?? "") < ($0.value, $1.key ?? "") }.map { $0.key ?? "absent" }
            .joined(separator: " or ")
    }

    /// Numbers that are equal have one text, whole ones without a fraction.
    static func text(_ value: JSONValue) -> String {
        if let number = value.double {
            return Int(exactly: number).map(String.init) ?? "\(number)"
        }
        if let text = value.string { return "\"\(text)\"" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
