import Foundation

extension JSONValue {
    /// JSON in which a number that is written with a fraction or an exponent stays one: `0.0` is no integer, as it is to
    /// `JSONDecoder`. Nil when the bytes are no JSON.
    init?(text: [UInt8]) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed) else {
            return nil
        }
        self.init(serialized: value)
    }

    private init(serialized value: Any) {
        switch value {
        case let members as [String: Any]: self = .object(members.mapValues(JSONValue.init(serialized:)))
        case let elements as [Any]: self = .array(elements.map(JSONValue.init(serialized:)))
        case let text as String: self = .string(text)
        case let number as NSNumber: self = JSONValue(number)
        default: self = .null
        }
    }

    /// By the type that the number was read as: Foundation has one class for truth values and numbers.
    private init(_ number: NSNumber) {
        switch String(cString: number.objCType) {
        case "c", "B": self = .bool(number.boolValue)
        case "f", "d": self = .number(number.doubleValue)
        default: self = Int(exactly: number).map(JSONValue.integer) ?? .number(number.doubleValue)
        }
    }

    /// As JSON on one line, keys in order; floating-point numbers keep their fraction.
    var line: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)): \($0.value.line)" }
                .joined(separator: ", ") + "}"
        }
    }

    /// The line, cut where it is long: what is left out is told.
    var excerpt: String {
        let line = line
        let limit = 24
        guard line.count > limit + 24 else { return line }
        return "\(line.prefix(limit))… (\(line.count) characters)"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }

    /// Equal, where numbers count by their value: 0 and 0.0 are.
    func means(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
        case (.object(let left), .object(let right)):
            left.count == right.count && left.allSatisfy { key, value in right[key]?.means(value) ?? false }
        default:
            if let left = double, let right = other.double { left == right } else { self == other }
        }
    }
}
