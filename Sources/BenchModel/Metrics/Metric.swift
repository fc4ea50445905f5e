/// One entry of the metric catalogue: what a family means, in which unit, and which way is better.
package struct Metric: Sendable, Codable {
    package enum BetterDirection: String, Sendable, Codable { case higher, lower, neither }

    package let family: MetricFamily
    /// The field's name for it, for headings: `TTFT`.
    package let title: String
    package let unit: MetricUnit
    package let better: BetterDirection
    /// One sentence: the canonical definition.
    package let definition: String
    /// Where the definition comes from.
    package let source: String
}
