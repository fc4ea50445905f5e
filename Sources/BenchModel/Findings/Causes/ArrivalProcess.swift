import Foundation

/// In an open loop the requests do not arrive as asked.
struct ArrivalProcess: Cause {
    let id = "arrival-process"
    let meaning =
        "In an open loop the requests arrive at another rate, or more or less bursty, than the recipe asks for."
    let detection = "Rate and coefficient of variation of the gaps between requests on the wire."
    let remedy = "Use a release that rescales its schedule to the rate, or accept it by 'allow: [arrivals]'."

    /// Requests from which on gaps say something.
    static let fewest = 30
    /// Standard errors that a figure may be off by: one run in a thousand of a schedule that is left as drawn.
    static let errors = 3.3
    /// By how much the coefficient of variation may be off beyond the error: a schedule that is rescaled, or whose times
    /// are rounded to a loop's turns, is not quite what was drawn.
    static let variation = 0.15

    func findings(in evidence: SessionEvidence) -> [Finding] {
        guard let workload = evidence.workload, workload.isOpenLoop else { return [] }
        return evidence.tools.compactMap { tool in
            let wires = evidence.measured(tool).filter { entry in
                // With every slot in use the server sets the pace.
                workload.concurrency.map { InFlight(entry.wire.exchanges).peak < $0 } ?? true
            }
            let rates = wires.compactMap { Self.rate($0.wire, workload, $0.run, evidence) }
            let spreads = wires.compactMap { Self.spread($0.wire, workload, $0.run) }
            let isRateOff = rates.reaches(max(evidence.material, evidence.tolerance.share))
            let isSpreadOff = !spreads.isEmpty && spreads.allSatisfy { $0.share > 0 }
            guard isRateOff || isSpreadOff else { return nil }
            var parts: [String] = []
            if isRateOff {
                let asked = Self.asked(workload, wires.first?.wire.exchanges.count ?? 1)
                parts.append(
                    "\(rates.amounts(FigureText.plain)) requests a second and \(FigureText.plain(asked)) were asked for"
                )
            }
            if isSpreadOff {
                parts.append(
                    "gaps that vary by \(spreads.amounts { String(format: "%.2f", $0) }) of their mean, where burstiness "
                        + "\(FigureText.plain(workload.burstiness)) means \(String(format: "%.2f", Self.expected(workload)))"
                )
            }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.requestThroughput), MetricID(.ttft, .mean)],
                evidence: "\(tool) sent " + parts.joined(separator: ", with ")
                    + " (\(wires.count == 1 ? "1 round" : "\(wires.count) rounds"))",
                share: isRateOff ? rates.share : nil,
                severity: evidence.allow.contains(.arrivals) ? .note : .warning
            )
        }
    }

    private static func asked(_ workload: Workload, _ count: Int) -> Double {
        workload.rampUp?.meanRate(of: count) ?? workload.rate ?? 0
    }

    /// Standard deviation of a gap as a part of its mean, for gamma-distributed gaps of that shape.
    private static func expected(_ workload: Workload) -> Double { 1 / workload.burstiness.squareRoot() }

    private static func gaps(_ wire: MeasuredWire) -> [Double] {
        let sent = wire.exchanges.map(\.received).sorted()
        return zip(sent, sent.dropFirst()).map { $1 - $0 }
    }

    private static func rate(
        _ wire: MeasuredWire,
        _ workload: Workload,
        _ run: RunEvidence,
        _ evidence: SessionEvidence
    ) -> RunEffect? {
        let gaps = gaps(wire)
        let asked = asked(workload, wire.exchanges.count)
        let total = gaps.reduce(0, +)
        guard gaps.count >= fewest, total > 0, asked > 0 else { return nil }
        let rate = Double(gaps.count) / total
        let error = errors * expected(workload) / Double(gaps.count).squareRoot()
        let isOff = abs(log(rate / asked)) > max(log1p(evidence.tolerance.share), error)
        return RunEffect(
            round: run.round,
            share: isOff ? RunEffect.share(with: rate, without: asked) : 0,
            amount: rate
        )
    }

    /// A share above 0 when it is off. Nil while the rate rises, when gaps are not of one kind.
    private static func spread(_ wire: MeasuredWire, _ workload: Workload, _ run: RunEvidence) -> RunEffect? {
        let gaps = gaps(wire)
        guard workload.rampUp == nil, gaps.count >= fewest else { return nil }
        let summary = SampleSummary(gaps)
        guard summary.mean > 0 else { return nil }
        let expected = expected(workload)
        let found = summary.standardDeviation / summary.mean
        // Of a gamma distribution's sample coefficient of variation, to first order.
        let error = expected * ((0.5 + 0.5 * expected * expected) / Double(gaps.count)).squareRoot()
        let isOff = abs(found - expected) > max(variation, errors * error)
        return RunEffect(round: run.round, share: isOff ? 1 : 0, amount: found)
    }
}
