/// A value of one metric, with what is known of where it came from and how exactly it was written down.
package struct MetricValue: Sendable, Codable, Equatable {
    /// In the metric's base unit.
    package var value: Double
    /// Half the width of the interval that the written figure leaves open, in base units: `0.0049 s` is ±0.00005.
    /// Zero for full floating-point precision.
    package var resolution: Double
    /// The tool's own name for the value, such as `Mean TTFT (ms)`. Nil in computed views.
    package var sourceName: String?
    /// The figure exactly as the tool wrote it. Nil in computed views.
    package var sourceText: String?
    /// How many samples the value summarises. Nil when unknown.
    package var samples: Int?

    package init(
        _ value: Double,
        resolution: Double = 0,
        sourceName: String? = nil,
        sourceText: String? = nil,
        samples: Int? = nil
    ) {
        self.value = value
        self.resolution = resolution
        self.sourceName = sourceName
        self.sourceText = sourceText
        self.samples = samples
    }
}
