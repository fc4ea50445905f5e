import Foundation

/// The regularised incomplete beta function I_x(a, b) and the log-gamma function that it needs.
package enum IncompleteBeta {
    /// ln Γ(x), relative error about 1e-15. Lanczos, "A Precision Approximation of the Gamma Function" (1964), with
    /// g = 7 and nine of Godfrey's coefficients.
    /// - Parameter x: Greater than 0.
    package static func logGamma(_ x: Double) -> Double {
        precondition(x > 0)
        guard x >= 0.5 else { return log(.pi / sin(.pi * x)) - logGamma(1 - x) }
        var sum = 0.999_999_999_999_809_93
        for (index, coefficient) in lanczos.enumerated() { sum += coefficient / (x + Double(index)) }
        let base = x + 6.5
        return 0.5 * log(2 * .pi) + (x - 0.5) * log(base) - base + log(sum)
    }

    private static let lanczos = [
        676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_59,
        12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
    ]

    /// I_x(a, b) by its continued fraction, NIST Digital Library of Mathematical Functions 8.17.22.
    /// - Parameters:
    ///   - x: In [0, 1].
    ///   - complement: 1 − x, given apart so that no digits are lost near x = 1.
    ///   - a: Greater than 0, as `b`.
    package static func regularised(_ x: Double, complement: Double, a: Double, b: Double) -> Double {
        precondition(a > 0 && b > 0 && x >= 0 && complement >= 0)
        if x == 0 { return 0 }
        if complement == 0 { return 1 }
        // The fraction converges fast only on this side of the mean; the other side is its mirror image (8.17.4).
        return x <= (a + 1) / (a + b + 2)
            ? belowMean(x, complement, a, b) : 1 - belowMean(complement, x, b, a)
    }

    private static func belowMean(_ x: Double, _ complement: Double, _ a: Double, _ b: Double) -> Double {
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        return exp(a * log(x) + b * log(complement) - logBeta) / a / fraction(x, a: a, b: b)
    }

    /// 1 + d1 / (1 + d2 / (1 + …)), evaluated forwards: Lentz, "Generating Bessel functions …" (1976), in the form of
    /// Thompson and Barnett (1986).
    private static func fraction(_ x: Double, a: Double, b: Double) -> Double {
        let tiny = 1e-300
        var value = 1.0
        var upper = 1.0
        var lower = 0.0
        for step in 1...10_000 {
            let m = Double(step / 2)
            let coefficient =
                step.isMultiple(of: 2)
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            lower = 1 + coefficient * lower
            lower = 1 / (abs(lower) < tiny ? tiny : lower)
            upper = 1 + coefficient / upper
            upper = abs(upper) < tiny ? tiny : upper
            let factor = upper * lower
            value *= factor
            if abs(factor - 1) < 1e-15 { break }
        }
        return value
    }
}
