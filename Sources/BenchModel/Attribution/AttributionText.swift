import Foundation

/// The sentence that says why two figures differ, and which of them is right.
enum AttributionText {
    /// Wires that differ by less than this, as a share, are told as one figure.
    private static let sameWire = 0.005

    static func sentence(_ attribution: Attribution) -> String {
        let view = attribution.view == .reported ? "" : " (\(attribution.view.rawValue))"
        let shares = [
            "work \(FigureText.share(attribution.work))", "definition \(FigureText.share(attribution.definition))",
            client(attribution),
        ]
        return "\(name(attribution.metric))\(view): \(attribution.tool) \(FigureText.share(log(attribution.ratio))) "
            + "against \(attribution.reference): \(shares.joined(separator: ", ")). \(wire(attribution))"
    }

    /// `TTFT mean`, `ITL p99`, `Request throughput`.
    private static func name(_ metric: MetricID) -> String {
        let title = MetricCatalogue.entry(for: metric.family).title
        return metric.statistic.map { "\(title) \($0.name)" } ?? title
    }

    private static func client(_ attribution: Attribution) -> String {
        let reason = attribution.clientReason
        guard let client = attribution.client else {
            let why = reason.map { " (\($0))" } ?? ""
            return "client and rest \(FigureText.share(attribution.rest))\(why)"
        }
        let share = FigureText.share(client)
        let notes = [share == FigureText.share(0) ? nil : stall(attribution), reason].compactMap { $0 }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        return "client \(share)\(note), rest \(FigureText.share(attribution.rest))"
    }

    /// The longest, and how many more there are. Nil when there is none.
    private static func stall(_ attribution: Attribution) -> String? {
        guard let longest = attribution.stalls.first else { return nil }
        let whose = longest.tool == attribution.tool ? "" : "\(longest.tool): "
        let round = attribution.rounds > 1 ? " of round \(longest.round)" : ""
        let requests = longest.requests == 1 ? "1 request" : "\(longest.requests) requests"
        let more = attribution.stalls.count > 1 ? ", and \(attribution.stalls.count - 1) more" : ""
        let length = String(format: "%.0f", longest.length * 1e3)
        let start = String(format: "%.1f", longest.start)
        return "\(whose)stall of \(length) ms at \(start) s\(round), \(requests)\(more)"
    }

    private static func wire(_ attribution: Attribution) -> String {
        let (wire, bias) = (attribution.wire, attribution.bias)
        let figures =
            if abs(attribution.work) < sameWire {
                quantity((wire.reference * wire.tool).squareRoot(), attribution.metric)
            } else {
                "\(quantity(wire.reference, attribution.metric)) for \(attribution.reference) and "
                    + "\(quantity(wire.tool, attribution.metric)) for \(attribution.tool)"
            }
        return "The wire says \(figures): \(attribution.reference) is \(distance(bias.reference)), "
            + "\(attribution.tool) \(distance(bias.tool))."
    }

    private static func quantity(_ value: Double, _ metric: MetricID) -> String {
        let scale = FigureScale(metric, value: value)
        return "\(scale.text(value, resolution: 0)) \(scale.unit)"
    }

    /// `1.9 % high`, or `right` when it rounds to zero.
    private static func distance(_ bias: Double) -> String {
        let text = FigureText.difference(1 + bias)
        guard text != FigureText.difference(1) else { return "right" }
        return "\(text.dropFirst()) \(bias > 0 ? "high" : "low")"
    }
}
