/// One metric of a tool in one cell, beside the truth.
package struct CalibrationFigure: Sendable, Codable, Equatable {
    package var metric: MetricID
    package var unit: MetricUnit
    /// `reported` where the tool prints the metric, else `canonical`.
    package var view: MetricView
    /// What the server did, by its own log, in base units.
    package var truth: Double
    /// What the tool says, in base units.
    package var reported: Double
    /// Half the interval that the tool's written figure leaves open, in base units.
    package var resolution: Double
    /// reported / truth − 1.
    package var bias: Double
    /// Whether it lies within the calibration's tolerance. Nil when rounding leaves it open, or no tolerance is held
    /// against it.
    package var within: Bool?

    /// Nil without a truth to divide by, and for a figure that is no finite number.
    package init?(
        _ metric: MetricID,
        view: MetricView,
        truth: Double,
        reported: MetricValue,
        tolerance: Tolerance
    ) {
        guard truth > 0, truth.isFinite, reported.value.isFinite, reported.resolution.isFinite else { return nil }
        self.metric = metric
        unit = metric.unit
        self.view = view
        self.truth = truth
        self.reported = reported.value
        resolution = reported.resolution
        bias = reported.value / truth - 1
        within = isWithin(tolerance)
    }

    /// The figure held against any tolerance, as a verdict with one round would hold it.
    package func isWithin(_ tolerance: Tolerance) -> Bool? {
        let rule = tolerance.rule(for: metric)
        if rule == .information { return nil }
        let pair = PairedRuns.Pair(
            reference: MetricValue(truth),
            tool: MetricValue(reported, resolution: resolution)
        )
        return switch AgreementTest(rule: rule, alpha: Judge.alpha).outcome([pair], rounds: 1).verdict {
        case .agree: true
        case .disagree: false
        case .inconclusive, .invalid: nil
        }
    }
}

extension CalibrationFigure {
    /// What is compared with the truth.
    package static let metrics = [
        MetricID(.requestThroughput), MetricID(.outputThroughput), MetricID(.ttft, .mean), MetricID(.ttft, .median),
        MetricID(.ttft, .percentile(99)), MetricID(.tpot, .mean), MetricID(.itl, .mean), MetricID(.e2el, .mean),
    ]

    /// Every metric that tool and truth have and that has samples enough.
    package static func all(
        of account: RunAccount,
        truth: [MetricID: MetricValue],
        tolerance: Tolerance
    ) -> [CalibrationFigure] {
        metrics.compactMap { metric in
            guard let known = truth[metric],
                (known.samples ?? 0) >= SampleRequirement.samples(for: metric.statistic)
            else { return nil }
            let views: [MetricView] = [.reported, .canonical]
            guard let view = views.first(where: { account.views[$0]?[metric]?.value.isFinite == true }),
                let value = account.views[view]?[metric]
            else { return nil }
            return CalibrationFigure(metric, view: view, truth: known.value, reported: value, tolerance: tolerance)
        }
    }
}
