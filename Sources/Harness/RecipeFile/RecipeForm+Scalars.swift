import BenchModel
import ToolAdapters

extension RecipeForm<Int> {
    static func integer(_ bounds: RecipeBounds) -> RecipeForm {
        RecipeForm(scalar: .integer(bounds), write: JSONValue.integer) { _, meaning in
            guard case .integer(let number) = meaning, bounds.contains(Double(number)) else { return nil }
            return number
        }
    }
}

extension RecipeForm<Double> {
    static func number(_ bounds: RecipeBounds) -> RecipeForm {
        RecipeForm(scalar: .number(bounds), write: { JSONValue(number: $0) }) { _, meaning in
            meaning.double.flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    /// A percentage, read as a fraction of one.
    static var share: RecipeForm {
        RecipeForm(.share, write: { .string("\(JSONValue(number: $0 * 100).plainText)%") }) { value, reading in
            guard case .scalar(let text, let meaning) = value.node.content else {
                reading.mismatch(value, .share)
                return nil
            }
            if let number = meaning.double {
                let percent = JSONValue(number: abs(number) < 1 ? (number * 1e9).rounded() / 1e7 : number).plainText
                reading.note(.missingPercent(key: value.path, number: text, suggestion: "\(percent)%"), value)
                return nil
            }
            let digits = text.dropLast()
            if text.hasSuffix("%"), digits.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil, let percent = Double(digits),
                percent > 0, percent <= 100
            {
                return percent / 100
            }
            reading.mismatch(value, .share)
            return nil
        }
    }

    /// A duration, read as seconds.
    static var seconds: RecipeForm {
        RecipeForm<Duration>.duration(positive: false).mapped(
            write: { .string(Duration.nanoseconds(Int64(($0 * 1e9).rounded())).text) },
            { duration, _, _ in duration.seconds }
        )
    }
}

extension RecipeForm<Bool> {
    static var flag: RecipeForm {
        RecipeForm(scalar: .flag, write: JSONValue.bool) { _, meaning in
            guard case .bool(let flag) = meaning else { return nil }
            return flag
        }
    }
}

extension RecipeForm<String> {
    static var text: RecipeForm {
        RecipeForm(scalar: .text, write: JSONValue.string) { text, meaning in
            // No command line and no environment can hold a NUL.
            meaning == .null || text.isEmpty || text.utf8.contains(0) ? nil : text
        }
    }

    /// The name under which an environment gets a value.
    static var variableName: RecipeForm {
        RecipeForm(.variable) { value, reading in
            guard case .scalar(let name, _) = value.node.content else { return nil }
            if VariableText.isName(name) { return name }
            reading.note(.variableName(name, map: value.path), value)
            return nil
        }
    }

    static var variable: RecipeForm {
        text.mapped(write: JSONValue.string) { name, value, reading in
            if VariableText.isName(name) { return name }
            reading.note(.notVariableName(key: value.path), value)
            return nil
        }.shaped(.variable)
    }
}

extension RecipeForm<Duration> {
    static func duration(positive: Bool) -> RecipeForm {
        let shape = RecipeShape.duration(positive: positive)
        return RecipeForm(shape, write: { .string($0.text) }) { value, reading in
            if case .scalar(let text, let meaning) = value.node.content {
                if let duration = Duration(text: text), !positive || duration > .zero { return duration }
                if let number = meaning.double, number.isFinite, number >= 0 {
                    reading.note(.missingUnit(key: value.path, number: text), value)
                    return nil
                }
            }
            reading.mismatch(value, shape)
            return nil
        }
    }
}

extension RecipeForm<ToolVersion> {
    static var version: RecipeForm {
        RecipeForm(scalar: .version, write: { .string($0.description) }) { text, _ in ToolVersion(text) }
    }
}

extension RecipeForm where Value: RawRepresentable<String> & CaseIterable {
    static var choice: RecipeForm {
        RecipeForm(scalar: .choice(Value.allCases.map(\.rawValue)), write: { .string($0.rawValue) }) { text, _ in
            Value(rawValue: text)
        }
    }
}

extension RecipeForm {
    func shaped(_ shape: RecipeShape) -> RecipeForm { RecipeForm(shape, write: write, read: read) }
}

extension JSONValue {
    /// A whole number where it is one, as a recipe would write it.
    init(number: Double) { self = Int(exactly: number).map(JSONValue.integer) ?? .number(number) }

    /// A number without quotes or exponent clutter; empty for anything else.
    var plainText: String {
        switch self {
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        default: ""
        }
    }
}
