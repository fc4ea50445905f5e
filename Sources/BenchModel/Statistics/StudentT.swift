import Foundation

/// Student's t distribution. Relative error at most 1e-9 for up to 10 000 degrees of freedom.
package struct StudentT: Sendable {
    /// Greater than 0.
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0)
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(T ≤ t), from the incomplete beta function: NIST DLMF 8.17, Abramowitz and Stegun 26.7.1.
    package func cdf(_ t: Double) -> Double {
        t <= 0 ? upperTail(-t) : 1 - upperTail(t)
    }

    /// P(T > t): a p-value, without the cancellation of 1 − cdf however small it is.
    package func survival(_ t: Double) -> Double {
        t >= 0 ? upperTail(t) : 1 - upperTail(-t)
    }

    /// P(T > t) for t ≥ 0.
    private func upperTail(_ t: Double) -> Double {
        let total = degreesOfFreedom + t * t
        guard total.isFinite else { return 0 }
        return 0.5
            * IncompleteBeta.regularised(
                degreesOfFreedom / total,
                complement: t * t / total,
                a: degreesOfFreedom / 2,
                b: 0.5
            )
    }

    /// The density at t.
    private func density(_ t: Double) -> Double {
        let half = degreesOfFreedom / 2
        let front = IncompleteBeta.logGamma(half + 0.5) - IncompleteBeta.logGamma(half)
        return exp(front - (half + 0.5) * log1p(t * t / degreesOfFreedom)) / (degreesOfFreedom * .pi).squareRoot()
    }

    /// The t below which the probability is `p`, by Newton's method kept inside a bracket.
    /// - Parameter p: In (0, 1).
    package func quantile(_ p: Double) -> Double {
        precondition(p > 0 && p < 1)
        if p == 0.5 { return 0 }
        guard p < 0.5 else { return -quantile(1 - p) }
        var low = 0.0
        var high = 1.0
        while upperTail(high) > p { (low, high) = (high, high * 2) }
        var t = (low + high) / 2
        for _ in 0..<200 {
            let excess = upperTail(t) - p
            if excess > 0 { low = t } else { high = t }
            let newton = t + excess / density(t)
            let next = newton > low && newton < high ? newton : (low + high) / 2
            let step = abs(next - t)
            t = next
            if step <= 1e-15 * t { break }
        }
        return -t
    }
}
