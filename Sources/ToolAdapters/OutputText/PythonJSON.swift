import BenchModel

/// A JSON value as Python's `json` module writes it: numbers keep their text, and `NaN` and `Infinity` occur.
/// Foundation's decoder refuses those and cannot tell a text that ends early from one that is wrong.
enum PythonJSON: Equatable {
    case null
    case bool(Bool)
    case number(Double, text: String)
    case string(String)
    /// A list that holds nothing but numbers; also the empty list.
    case numbers([Double])
    case array([PythonJSON])
    case object([String: PythonJSON])

    var number: Double? {
        guard case .number(let value, _) = self else { return nil }
        return value
    }

    var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var numbers: [Double]? {
        guard case .numbers(let values) = self else { return nil }
        return values
    }

    /// Elements of a list of any kind.
    var elements: [PythonJSON]? {
        switch self {
        case .array(let values): values
        case .numbers(let values): values.map { .number($0, text: "\($0)") }
        default: nil
        }
    }

    var object: [String: PythonJSON]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension PythonJSON {
    /// The same without what JSON does not have: numbers that are none become null.
    var json: JSONValue {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value, let text): Int(text).map { .integer($0) } ?? (value.isFinite ? .number(value) : .null)
        case .string(let value): .string(value)
        case .numbers(let values): .array(values.map { $0.isFinite ? .number($0) : .null })
        case .array(let values): .array(values.map(\.json))
        case .object(let members): .object(members.mapValues(\.json))
        }
    }
}
