/// A percentile of one run, as it came out of many resamples of the run's requests.
package struct ResampledQuantile: Sendable, Codable, Equatable {
    /// How many requests were drawn from.
    package let requests: Int
    /// In the metric's base unit and in the order in which they were drawn; not empty.
    package let values: [Double]

    package init(requests: Int, values: [Double]) {
        precondition(!values.isEmpty)
        self.requests = requests
        self.values = values
    }
}
