import BenchModel
import Foundation

/// One number of a report as it was written, with what is known of how it was cut.
struct EvalscopeFigure {
    /// How evalscope rounds before it writes. A figure may show fewer digits than it was rounded to, because trailing
    /// zeros are dropped; what was rounded to decides how much is known, not what is seen.
    enum Rounding: Equatable {
        /// To that many decimals.
        case decimals(Int)
        /// To four decimals, and in print to six significant digits (C's `%g`).
        case sixDigits
    }

    let label: EvalscopeLabel
    let text: String
    let rounding: Rounding

    /// Nil for `nan` and the dash that stands for it.
    var value: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

    /// Whether the text is a number that can be a result, or one of the words for none. Negative numbers stand for
    /// averages over nothing, so a run with answers has none.
    var isReadable: Bool { value.map { $0 >= 0 } ?? ["nan", "—"].contains(text) }

    /// Half the width of the interval that the figure leaves open, in the figure's own unit.
    var halfWidth: Double {
        let decimals =
            switch rounding {
            case .decimals(let known): known
            case .sixDigits: min(4, 5 - Self.exponent(of: Double(text) ?? 0))
            }
        return 0.5 * pow(10, -Double(max(decimals, Self.decimals(in: text))))
    }

    /// Digits after the point; fewer by the exponent in `1.23457e+06`.
    static func decimals(in text: String) -> Int {
        let parts = text.lowercased().split(separator: "e", maxSplits: 1)
        let digits = parts.first?.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return min(max(digits - exponent, -15), 17)
    }

    private static func exponent(of value: Double) -> Int {
        value == 0 || !value.isFinite ? 0 : Int(log10(abs(value)).rounded(.down))
    }
}
