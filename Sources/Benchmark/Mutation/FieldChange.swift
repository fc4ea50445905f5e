import Foundation

/// One way in which a field is changed.
enum FieldChange: String, Sendable, CaseIterable {
    /// By more than the tolerance, and positive; a text becomes another text, a flag the other flag.
    case larger
    case tenth
    case zero
    case notANumber = "not a number"
    case negative
    case removed

    /// - Parameter share: The tolerance that the change has to exceed.
    /// - Returns: Nil where the field cannot be changed so.
    func edit(_ field: ReportField, in bytes: [UInt8], share: Double) -> TextEdit? {
        if self == .removed { return field.whole.map { TextEdit(range: $0, text: []) } }
        let text = String(decoding: bytes[field.value], as: UTF8.self)
        guard let new = changed(text, in: field.name, share: share), new != text else { return nil }
        return TextEdit(range: field.value, text: Array(new.utf8))
    }

    private func changed(_ text: String, in name: String, share: Double) -> String? {
        guard let match = text.firstMatch(of: /-?\d+(\.\d+)?([eE][-+]?\d+)?/), !text.hasPrefix("\""),
            !text.hasPrefix("'"),
            let number = Double(match.0)
        else { return self == .larger ? Self.another(text) : nil }
        let isWhole = match.1 == nil && match.2 == nil
        let decimals = match.1.map { $0.count - 1 } ?? 0
        func written(_ value: Double) -> String {
            let figure: String =
                if isWhole {
                    String(Int(clamping: Int64(value.rounded(.up))))
                } else if name.contains("console") || name.contains("table") {
                    Self.fixed(value, decimals)
                } else {
                    "\(value)"
                }
            return text.replacingCharacters(in: match.range, with: figure)
        }
        switch self {
        case .larger: return written(number == 0 ? 1 : abs(number) * (1 + share) * 1.25)
        case .tenth: return number == 0 ? nil : written(number / 10)
        case .zero: return written(0)
        case .negative: return number == 0 ? nil : written(-number)
        case .notANumber: return name.contains(".json") || name.contains("summary") ? "NaN" : "nan"
        case .removed: return nil
        }
    }

    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        value.formatted(
            .number.precision(.fractionLength(decimals)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
        )
    }

    private static func another(_ text: String) -> String? {
        switch text {
        case "true": "false"
        case "false": "true"
        case "True": "False"
        case "False": "True"
        case "null", "None": "7"
        case "inf", "Infinity": "3.5"
        default:
            if text.hasSuffix("\"") || text.hasSuffix("'") {
                String(text.dropLast()) + "7" + String(text.suffix(1))
            } else {
                text + "7"
            }
        }
    }
}
