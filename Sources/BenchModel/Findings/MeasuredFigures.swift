/// The one place that decides which latencies of a run were measured. A tool that has no sample prints a zero, or copies one
/// latency into another's place: such a figure is no time, and must neither agree nor differ.
struct MeasuredFigures {
    /// Why figures are no measurement.
    enum Doubt: Hashable {
        /// Zero or below, although there was something to measure.
        case zero
        /// Nothing to measure: no answer has a second token.
        case oneToken
        /// The answers came whole, and the first token with the last.
        case whole
        /// Less than a client takes for one chunk.
        case belowClock
        /// Some statistics only, of a family that was measured otherwise.
        case parts
        /// All statistics are one and the same figure.
        case copies
    }

    struct Report {
        let doubt: Doubt
        let view: MetricView
        let metrics: [MetricID]
    }

    /// Seconds below which a latency says nothing: about what the Python clients need for one chunk on one core, so that
    /// whatever is shorter was read from a buffer and not from the network.
    static let clockFloor = 20e-6

    /// From so many requests on, statistics of measured times are never all the same.
    static let fewestForCopies = 10

    /// With what was measured only, and the reason for what is gone.
    private(set) var account: RunAccount
    private(set) var reports: [Report] = []

    init(_ account: RunAccount) {
        self.account = account
        for view in MetricView.allCases where account.views[view] != nil { sift(view) }
        if let values = self.account.views[.reported] {
            self.account.views[.reported] = RecomputedRates.refined(values)
        }
    }

    private mutating func sift(_ view: MetricView) {
        guard let values = account.views[view] else { return }
        let completed = values[MetricID(.requestsCompleted)]?.value
        if completed == 0 { return drop(view, MetricFamily.latencies, nil) }
        let tokens = values[MetricID(.outputTokens)]
        let second = tokens.flatMap { tokens in completed.map { tokens.value - tokens.resolution > $0 } }
        let isWhole = account.work[.stream] == .flag(false) || (second != false && Self.isWhole(values))
        for family in MetricFamily.latencies {
            let own = values.filter { $0.key.family == family && $0.key.statistic != .standardDeviation }
            guard let level = (own[MetricID(family, .mean)] ?? own.values.max { $0.value < $1.value })?.value,
                !level.isNaN
            else { continue }
            if isWhole, family != .e2el {
                drop(view, [family], .whole)
            } else if level < Self.clockFloor, second == false, family == .tpot || family == .itl {
                drop(view, [family], .oneToken)
            } else if level <= 0 {
                drop(view, [family], .zero)
            } else if level < Self.clockFloor {
                drop(view, [family], .belowClock)
            } else {
                let parts = own.filter { $0.value.value < Self.clockFloor }.keys.sorted()
                for metric in parts { account.views[view]?[metric] = nil }
                // The shortest of many gaps is nothing to speak of.
                let told = parts.filter { $0.statistic != .minimum }
                if !told.isEmpty { reports.append(Report(doubt: .parts, view: view, metrics: told)) }
                if let completed, completed >= Double(Self.fewestForCopies), Self.areCopies(own) {
                    reports.append(Report(doubt: .copies, view: view, metrics: own.keys.sorted()))
                }
            }
        }
    }

    private mutating func drop(_ view: MetricView, _ families: [MetricFamily], _ doubt: Doubt?) {
        let metrics = (account.views[view] ?? [:]).keys.filter { families.contains($0.family) }.sorted()
        for metric in metrics { account.views[view]?[metric] = nil }
        guard let doubt, !metrics.isEmpty else { return }
        for family in families where account.absent[family] == nil { account.absent[family] = doubt.reason }
        reports.append(Report(doubt: doubt, view: view, metrics: metrics))
    }

    /// Whether TTFT is E2EL under another name, and nothing was seen between.
    private static func isWhole(_ values: [MetricID: MetricValue]) -> Bool {
        guard (values[MetricID(.tpot, .mean)]?.value ?? 0) < clockFloor else { return false }
        var common = 0
        for (metric, first) in values where metric.family == .ttft {
            guard let statistic = metric.statistic, statistic != .standardDeviation,
                let last = values[MetricID(.e2el, statistic)]
            else { continue }
            guard abs(first.value - last.value) <= first.resolution + last.resolution + 1e-9 * last.value else {
                return false
            }
            common += 1
        }
        return common > 0
    }

    private static func areCopies(_ values: [MetricID: MetricValue]) -> Bool {
        guard values.count >= 3, let first = values.values.first else { return false }
        return values.values.allSatisfy { $0.value == first.value && $0.resolution <= 1e-4 * $0.value }
    }
}

extension MeasuredFigures.Doubt {
    /// Words that follow 'because'.
    var reason: String {
        switch self {
        case .zero: "it is given as 0, which is no time"
        case .oneToken: "no answer has a second token, and a 0 stands in its place"
        case .whole: "the answers came whole, and the time of the first token was not seen"
        case .belowClock: "it is below what a client's clock can tell (20 µs)"
        case .parts: "these are below what a client's clock can tell (20 µs)"
        case .copies: "all statistics are one and the same figure, which measured times never are"
        }
    }

    fileprivate var severity: Finding.Severity {
        switch self {
        case .zero: .invalidating
        case .oneToken, .whole, .belowClock: .undeciding
        case .parts: .note
        case .copies: .warning
        }
    }
}

extension MeasuredFigures {
    /// One finding for each doubt of one run. What does not decide is no more than a note.
    func findings(_ gate: Gate, place: String) -> [Finding] {
        var findings: [Finding] = []
        let order: [Doubt] = [.zero, .whole, .oneToken, .belowClock, .copies, .parts]
        for doubt in order {
            for view in MetricView.allCases {
                let metrics = reports.filter { $0.doubt == doubt && $0.view == view }.flatMap(\.metrics)
                guard !metrics.isEmpty else { continue }
                let decides = metrics.contains {
                    gate.families.contains($0.family) && deciding($0.family, gate) == view
                }
                let names = metrics.prefix(4).map(\.description).joined(separator: ", ")
                let rest = metrics.count > 4 ? " and \(metrics.count - 4) more" : ""
                findings.append(
                    Finding(
                        id: "not-measured",
                        tool: account.tool,
                        metrics: metrics,
                        evidence: "\(account.tool)\(place): \(names)\(rest) (\(view.rawValue)) "
                            + "\(metrics.count == 1 ? "is" : "are") not measured: \(doubt.reason)",
                        severity: !decides
                            ? .note
                            : doubt == .parts && metrics.contains(where: gate.contains)
                                ? .undeciding : doubt.severity
                    )
                )
            }
        }
        return findings
    }

    /// The first view that the gate may use and that had the family, measured or not.
    private func deciding(_ family: MetricFamily, _ gate: Gate) -> MetricView? {
        gate.views.first { view in
            account.views[view]?.keys.contains { $0.family == family } == true
                || reports.contains { $0.view == view && $0.metrics.contains { $0.family == family } }
        }
    }
}

extension MetricFamily {
    static let latencies: [MetricFamily] = [.ttft, .tpot, .itl, .e2el]
}
