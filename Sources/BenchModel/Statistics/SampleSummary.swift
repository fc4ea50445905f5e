/// Mean and spread of a sample that is not empty.
package struct SampleSummary: Sendable {
    package let sorted: [Double]
    package let mean: Double
    /// Population standard deviation (divisor n), as numpy's `std` and the tools' reports have it.
    package let standardDeviation: Double

    package init(_ samples: [Double]) {
        precondition(!samples.isEmpty)
        sorted = samples.sorted()
        let count = Double(samples.count)
        let mean = sorted.reduce(0, +) / count
        self.mean = mean
        standardDeviation = (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    }
}
