import Foundation

/// How figures are written in sentences and reports, everywhere alike and in no one's locale.
package enum FigureText {
    /// Up to three decimals, without trailing zeros: `500`, `99.918`.
    package static func plain(_ value: Double) -> String {
        var text = String(format: "%.3f", value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A ratio as the signed difference in per cent: `+93.4 %` for 1.934. No sign when it rounds to zero, no decimals
    /// from ten times on.
    package static func difference(_ ratio: Double) -> String {
        let percent = (ratio - 1) * 100
        if abs(percent) < 0.05 { return "0.0 %" }
        return String(format: abs(percent) < 1000 ? "%+.1f %%" : "%+.0f %%", percent)
    }

    /// A p-value with two digits: `0.013`. What is smaller than 0.0001 is called just that.
    package static func probability(_ value: Double) -> String {
        value < 0.0001 ? "< 0.0001" : String(format: "%.2g", value)
    }

    /// What a part of the logarithm of a ratio alone would make of it, always with a sign: `+7.3 %` for ln 1.073, and
    /// `+0.0 %` when it rounds to zero.
    package static func share(_ logarithm: Double) -> String {
        let text = difference(exp(logarithm))
        return text.hasPrefix("0") ? "+\(text)" : text
    }

    /// `+2.4 % to +4.8 %`, or a half-open range where a bound is nil, infinite or a ratio of zero.
    package static func range(_ low: Double?, _ high: Double?) -> String {
        switch (low.flatMap { $0 > 0 ? $0 : nil }, high.flatMap { $0.isFinite ? $0 : nil }) {
        case (let low?, let high?): "\(difference(low)) to \(difference(high))"
        case (let low?, nil): "everything above \(difference(low))"
        case (nil, let high?): "everything below \(difference(high))"
        case (nil, nil): "everything"
        }
    }
}
