/// Whether several series rise or fall together: least squares with a level for each series and one slope for all (analysis
/// of covariance), and Student's t for the slope. Snedecor and Cochran, "Statistical Methods", 8th edition (1989), chapter
/// 18. For one series it is the t test of simple linear regression.
package struct TrendTest: Sendable, Equatable {
    /// Change of the values for each step of `x`.
    package let slope: Double
    package let standardError: Double
    package let degreesOfFreedom: Double
    /// The slope of each series by itself, in their order.
    package let slopes: [Double]

    /// Nil when no series has two different `x`, or nothing is left to tell the slope from chance.
    package init?(_ series: [[(x: Double, y: Double)]]) {
        var (squares, products, values) = (0.0, 0.0, 0.0)
        var slopes: [Double] = []
        var freedom = -1.0
        for points in series where points.count >= 2 {
            let count = Double(points.count)
            let (x, y) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
            let square = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
            guard square > 0 else { continue }
            let product = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
            squares += square
            products += product
            values += points.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
            slopes.append(product / square)
            freedom += count - 1
        }
        guard squares > 0, freedom >= 1 else { return nil }
        slope = products / squares
        // What rounding leaves of a perfect line may lie below 0.
        let rest = max(0, values - slope * products)
        standardError = (rest / freedom / squares).squareRoot()
        degreesOfFreedom = freedom
        self.slopes = slopes
    }

    /// How likely a slope as far from 0 is where there is none, two-sided. 0 for a perfect line, 1 where nothing changes.
    package var pValue: Double {
        guard slope != 0 else { return 1 }
        guard standardError > 0 else { return 0 }
        return 2 * StudentT(degreesOfFreedom: degreesOfFreedom).survival(abs(slope) / standardError)
    }

    /// Whether every series goes the way of all.
    package var isOneWay: Bool { slopes.allSatisfy { $0 > 0 } || slopes.allSatisfy { $0 < 0 } }
}
