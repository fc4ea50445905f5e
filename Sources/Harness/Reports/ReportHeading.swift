import BenchModel
import Foundation

/// The facts that stand above every table, in the same words in every form.
struct ReportHeading {
    private let document: VerdictDocument

    init(_ document: VerdictDocument) { self.document = document }

    /// `reference vllm 0.11.0, against evalscope 1.1.0 and native`.
    var tools: String {
        let others = document.tools.filter { $0.name != document.reference }.map(Self.name)
        let reference = document.tools.first { $0.name == document.reference }.map(Self.name)
        let base = "reference \(reference ?? document.reference.rawValue)"
        return others.isEmpty ? base : "\(base), against \(Self.joined(others))"
    }

    /// `a`, `a and b`, `a, b and c`.
    static func joined(_ names: [String]) -> String {
        names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names.suffix(1).joined()
    }

    private static func name(_ tool: VerdictDocument.Tool) -> String {
        tool.version.map { "\(tool.name) \($0)" } ?? tool.name.rawValue
    }

    /// How often it was measured and what the intervals mean.
    var replication: String {
        if document.unreplicated {
            let count = document.rounds == 1 ? "1 round" : "\(document.rounds) rounds"
            return "\(count), unreplicated: an interval is what rounding and other requests leave open"
        }
        let level = 100 * (1 - 2 * document.tolerance.alpha / Double(max(document.tolerance.looks, 1)))
        return "\(document.rounds) rounds, \(String(format: "%.3g", level)) % confidence intervals of the mean ratio"
    }

    /// `tolerance 3 % or 10 µs; itl within 5 %`.
    var tolerance: String {
        let floor = document.tolerance.floor
        let least = floor > 0 ? " or \(FigureText.plain(floor * 1e6)) µs" : ""
        let rules = document.tolerance.rules.sorted { $0.key < $1.key }.map { "; \($0.key) \($0.value)" }
        return "tolerance \(FigureText.plain(document.tolerance.share * 100)) %\(least)\(rules.joined())"
    }

    /// Whose figures decide.
    var views: String? {
        let views = Set(document.comparisons.filter(\.gated).map(\.view))
        guard let only = views.first else { return nil }
        if views.count > 1 { return "each row says which view decides it" }
        return switch only {
        case .reported: "decided on the figures as each tool reports them"
        case .canonical: "decided on figures recomputed from each tool's requests by one definition"
        case .wire: "decided on what passed over the wire, under one definition"
        }
    }

    /// `evalscope: …` or the evidence alone.
    static func text(_ finding: Finding) -> String {
        let share = finding.share.map { " (\(String(format: "%.0f", $0 * 100)) % of the value)" } ?? ""
        return finding.evidence + share
    }
}
