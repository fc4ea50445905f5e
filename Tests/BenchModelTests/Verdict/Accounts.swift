import BenchModel

/// Builds runs from metric names.
enum Accounts {
    static func make(
        _ tool: String,
        reported: [String: MetricValue] = [:],
        canonical: [String: MetricValue] = [:]
    ) -> RunAccount {
        var views: [MetricView: [MetricID: MetricValue]] = [:]
        if !reported.isEmpty { views[.reported] = named(reported) }
        if !canonical.isEmpty { views[.canonical] = named(canonical) }
        return RunAccount(tool: ToolID(tool), version: nil, views: views)
    }

    private static func named(_ values: [String: MetricValue]) -> [MetricID: MetricValue] {
        var result: [MetricID: MetricValue] = [:]
        for (name, value) in values {
            guard let metric = MetricID(name) else { preconditionFailure("no metric '\(name)'") }
            result[metric] = value
        }
        return result
    }
}

extension Judge {
    /// A judge with the recipe's defaults, the reference `a`, and what a test changes of them.
    static func with(
        gate: [String]? = nil,
        view: Gate.View = .best,
        reference: String = "a",
        looks: Int = 1,
        sharesPrompts: Bool = false,
        allow: Set<Approximation> = [],
        tolerance: (inout Tolerance) -> Void = { _ in }
    ) -> Judge {
        var rules = Tolerance()
        tolerance(&rules)
        var chosen = Gate()
        chosen.view = view
        if let gate { chosen.metrics = gate }
        return Judge(
            tolerance: rules,
            gate: chosen,
            reference: ToolID(reference),
            looks: looks,
            sharesPrompts: sharesPrompts,
            allow: allow
        )
    }
}

extension Judgement {
    /// The comparison that a metric and a view name; with one tool beside the reference there is at most one.
    func comparison(_ metric: String, _ view: MetricView = .reported, tool: String? = nil) -> Comparison? {
        comparisons.first {
            $0.metric.description == metric && $0.view == view && (tool ?? $0.tool.rawValue) == $0.tool.rawValue
        }
    }

    func finding(_ id: String) -> Finding? { findings.first { $0.id == id } }
}

extension MetricValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    package init(floatLiteral value: Double) { self.init(value) }
    package init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension RunAccount {
    /// The same figures, as if every other draw of requests gave them: for what has nothing to do with chance.
    var exact: RunAccount {
        var account = self
        var resampled: [MetricID: SamplingError] = [:]
        for view in account.views.keys {
            for metric in account.views[view, default: [:]].keys where !metric.family.isCount {
                resampled[metric] = SamplingError(
                    below: 0,
                    above: 0,
                    degreesOfFreedom: 499,
                    requests: 500,
                    source: .requests
                )
                if account.views[view]?[metric]?.samples == nil { account.views[view]?[metric]?.samples = 500 }
            }
        }
        account.resampled = resampled
        return account
    }
}
