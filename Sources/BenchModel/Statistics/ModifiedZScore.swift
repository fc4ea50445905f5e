/// How far values lie from their median, in units that no outlier can stretch. Iglewicz and Hoaglin, "How to Detect and
/// Handle Outliers" (1993).
package enum ModifiedZScore {
    /// Beyond this, either way, they call a value an outlier.
    package static let threshold = 3.5
    /// Fewer values have no shape to stand out of.
    package static let fewestValues = 4

    /// 0.6745 (x − median) / MAD. Where more than half of the values are the same, so that the median absolute deviation
    /// is 0, the mean absolute deviation times √(π/2) stands in its place. All 0 when no value differs.
    /// - Parameter values: Not empty.
    package static func scores(_ values: [Double]) -> [Double] {
        let deviations = deviations(values)
        let sizes = deviations.map(abs)
        let median = Quantile.linear(sizes.sorted(), percent: 50)
        if median > 0 { return deviations.map { 0.6745 * $0 / median } }
        let mean = sizes.reduce(0, +) / Double(sizes.count)
        guard mean > 0 else { return deviations }
        return deviations.map { $0 / ((Double.pi / 2).squareRoot() * mean) }
    }

    /// Each value minus the median of all.
    /// - Parameter values: Not empty.
    package static func deviations(_ values: [Double]) -> [Double] {
        let median = Quantile.linear(values.sorted(), percent: 50)
        return values.map { $0 - median }
    }
}
