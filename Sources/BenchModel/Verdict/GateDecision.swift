/// Whether one metric of one pair of tools decides the overall verdict, and in which view.
package enum GateDecision: Sendable, Equatable {
    case gated(MetricView)
    /// Named by the gate, but shown as information only.
    case information(MetricView, reason: String)
    /// Has too few samples to be gated; `samples` is nil when unknown.
    case tooFewSamples(MetricView, samples: Int?, needed: Int)
    /// A single round of it does not tell how far it may lie from what such runs give.
    case samplingUnknown(MetricView)
    /// Named by the gate, and its figures cannot decide it, for a reason that the recipe did not ask for.
    case undecidable(MetricView, reason: String)
    /// The view's figure of one tool is borne out neither by what the tool printed nor by the wire.
    case departs(MetricView, reason: String)
    /// Named by the gate, and no view that the gate may use has it on both sides.
    case notComparable
    case notNamed

    /// What a comparison of the metric says about it. Nil when there is nothing to add.
    package var reason: String? {
        switch self {
        case .gated, .notComparable, .notNamed: nil
        case .information(_, let reason), .undecidable(_, let reason), .departs(_, let reason):
            "information: \(reason)"
        case .samplingUnknown: "information: one round of printed figures does not tell how much it varies"
        case .tooFewSamples(_, let samples?, let needed): "information: \(samples) samples, \(needed) needed"
        case .tooFewSamples(_, nil, let needed): "information: sample count unknown, \(needed) needed"
        }
    }

    package var isGated: Bool {
        if case .gated = self { true } else { false }
    }

    /// Whether the gate names it and there are no figures that could decide it.
    package var isWithoutFigures: Bool {
        switch self {
        case .notComparable, .undecidable: true
        default: false
        }
    }

    /// The view that decides, or would.
    package var view: MetricView? {
        switch self {
        case .gated(let view), .information(let view, _), .tooFewSamples(let view, _, _), .undecidable(let view, _),
            .departs(let view, _), .samplingUnknown(let view):
            view
        case .notComparable, .notNamed: nil
        }
    }
}

extension Gate {
    /// The views that may decide, the preferred one first.
    package var views: [MetricView] {
        switch view {
        case .best: [.canonical, .reported]
        case .canonical: [.canonical]
        case .reported: [.reported]
        case .wire: [.wire]
        }
    }
}
