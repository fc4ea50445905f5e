import BenchModel
import Foundation

/// What each tool asked of the server, one row a tool, as means over rounds: columns that say nothing are left out.
struct WorkSummary {
    let titles: [String]
    /// A cell for each title; the first is the tool's name.
    let rows: [[String]]

    /// `vllm: requests 500, in flight 49.2 of 50, …`.
    var sentences: [String] {
        rows.map { cells in
            let parts = zip(titles, cells).dropFirst().filter { $1 != Self.unknown }.map { "\($0) \($1)" }
            return "\(cells[0]): \(parts.joined(separator: ", "))"
        }
    }

    private static let unknown = "-"

    init(_ document: VerdictDocument) {
        let tools = document.tools.map(\.name).filter { tool in document.audits.contains { $0.tool == tool } }
        let base = document.audits.filter {
            $0.tool == (tools.contains(document.reference) ? document.reference : tools.first)
        }
        let cells = tools.map { tool in
            Self.cells(document.audits.filter { $0.tool == tool }, base: base)
        }
        let titles = [
            "requests", "prompt tokens", "output tokens", "cache hits", "in flight", "not full", "connections",
            "prompts",
        ]
        let shown = titles.indices.filter { place in cells.contains { $0[place] != Self.unknown } }
        self.titles = ["tool"] + shown.map { titles[$0] }
        rows = zip(tools, cells).map { tool, cells in [tool.rawValue] + shown.map { cells[$0] } }
    }

    private static func cells(_ audits: [WorkloadAudit], base: [WorkloadAudit]) -> [String] {
        [
            requests(audits), ledgers(audits.map(\.promptTokens)), ledgers(audits.map(\.outputTokens)),
            mean(audits.compactMap(\.prefixHitShare)).map { String(format: "%.1f %%", $0 * 100) } ?? unknown,
            inFlight(audits),
            mean(audits.compactMap { $0.wire?.secondsBelowAsked }).map { String(format: "%.2f s", $0) } ?? unknown,
            connections(audits), prompts(audits, base: base),
        ]
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func rounded(_ value: Double) -> String { FigureText.plain((value * 10).rounded() / 10) }

    /// With those that were not measured behind a plus.
    private static func requests(_ audits: [WorkloadAudit]) -> String {
        guard let wire = mean(audits.compactMap { $0.wire.map { Double($0.requests) } }) else {
            return ledgers(audits.map(\.requests))
        }
        let extra = mean(audits.compactMap { $0.wire.map { Double($0.extraRequests) } }) ?? 0
        return rounded(wire) + (extra > 0 ? " + \(rounded(extra))" : "")
    }

    /// The wire's count, else the server's, with the tool's own where that is another.
    private static func ledgers(_ all: [WorkloadAudit.Ledgers]) -> String {
        let tool = mean(all.compactMap(\.tool))
        guard let count = mean(all.compactMap(\.wire)) ?? mean(all.compactMap(\.server)) ?? tool else { return unknown }
        guard let tool, abs(tool - count) > 0.005 * count else { return rounded(count) }
        return "\(rounded(count)) (says \(rounded(tool)))"
    }

    private static func inFlight(_ audits: [WorkloadAudit]) -> String {
        guard let peak = mean(audits.compactMap { $0.wire.map { Double($0.peakInFlight) } }) else { return unknown }
        let level = mean(audits.compactMap { $0.wire?.meanInFlight }).map(rounded) ?? unknown
        return "\(level), peak \(rounded(peak))" + (audits.first?.askedInFlight.map { " of \($0)" } ?? "")
    }

    private static func connections(_ audits: [WorkloadAudit]) -> String {
        let wires = audits.compactMap(\.wire)
        guard let opened = mean(wires.map { Double($0.connections) }), opened > 0 else { return unknown }
        let requests = mean(wires.map { Double($0.requests) }) ?? 0
        return "\(rounded(opened)) × \(rounded(requests / opened))"
    }

    /// Beside those that the reference sent in the same round.
    private static func prompts(_ audits: [WorkloadAudit], base: [WorkloadAudit]) -> String {
        let pairs = audits.compactMap { audit -> (WorkloadAudit.Digest, WorkloadAudit.Digest)? in
            guard let own = audit.wire?.prompts,
                let other = base.first(where: { $0.round == audit.round })?.wire?.prompts
            else { return nil }
            return (own, other)
        }
        guard !pairs.isEmpty, audits.first?.tool != base.first?.tool else { return unknown }
        if pairs.allSatisfy({ $0.inOrder == $1.inOrder }) { return "the same" }
        return pairs.allSatisfy { $0.asSet == $1.asSet } ? "same set" : "others"
    }
}
