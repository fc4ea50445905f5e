/// One metric of one tool against the reference, in one view.
package struct Comparison: Sendable, Codable, Equatable {
    package var metric: MetricID
    package var unit: MetricUnit
    package var view: MetricView
    package var reference: ToolID
    package var tool: ToolID
    /// Mean over rounds, in base units.
    package var referenceValue: Double
    package var value: Double
    /// Half the interval that the written figure leaves open; zero at full precision.
    package var referenceResolution: Double
    package var resolution: Double
    /// tool / reference; the geometric mean over rounds. Nil when undefined (a zero on either side).
    package var ratio: Double?
    /// Bounds of the interval that was held against the margin. Nil when undefined.
    package var ratioLow: Double?
    package var ratioHigh: Double?
    /// Of the paired equivalence test (TOST): the least significance level at which it agrees. Nil with one round, without
    /// a ratio or a margin, and in documents of old.
    package var pValue: Double?
    /// tool / reference of each round that both sides have, in the order of rounds: what `ratio` is the mean of, outliers
    /// included. Nil when undefined, and in documents of old.
    package var ratios: [Double]?
    /// Rounds that both sides have.
    package var rounds: Int
    /// Whether it decides the overall verdict.
    package var gated: Bool
    package var verdict: Verdict
    /// Why it is undecided, or why it is shown as information only. Nil when there is nothing to add.
    package var reason: String?

    package init(
        metric: MetricID,
        view: MetricView,
        reference: ToolID,
        tool: ToolID,
        referenceValue: Double,
        value: Double,
        referenceResolution: Double,
        resolution: Double,
        ratio: Double?,
        ratioLow: Double?,
        ratioHigh: Double?,
        pValue: Double? = nil,
        ratios: [Double]? = nil,
        rounds: Int,
        gated: Bool,
        verdict: Verdict,
        reason: String? = nil
    ) {
        self.metric = metric
        unit = metric.unit
        self.view = view
        self.reference = reference
        self.tool = tool
        self.referenceValue = referenceValue
        self.value = value
        self.referenceResolution = referenceResolution
        self.resolution = resolution
        self.ratio = ratio
        self.ratioLow = ratioLow
        self.ratioHigh = ratioHigh
        self.pValue = pValue
        self.ratios = ratios
        self.rounds = rounds
        self.gated = gated
        self.verdict = verdict
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case metric, unit, view, reference, tool, value, resolution, ratio, ratios, rounds, gated, verdict, reason
        case referenceValue = "reference_value"
        case referenceResolution = "reference_resolution"
        case ratioLow = "ratio_low"
        case ratioHigh = "ratio_high"
        case pValue = "p_value"
    }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric, forKey: .metric)
        try container.encode(unit, forKey: .unit)
        try container.encode(view, forKey: .view)
        try container.encode(reference, forKey: .reference)
        try container.encode(tool, forKey: .tool)
        try container.encode(referenceValue, forKey: .referenceValue)
        try container.encode(value, forKey: .value)
        try container.encode(referenceResolution, forKey: .referenceResolution)
        try container.encode(resolution, forKey: .resolution)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(ratioLow, forKey: .ratioLow)
        try container.encode(ratioHigh, forKey: .ratioHigh)
        try container.encode(pValue, forKey: .pValue)
        try container.encode(ratios, forKey: .ratios)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(gated, forKey: .gated)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(reason, forKey: .reason)
    }
}
