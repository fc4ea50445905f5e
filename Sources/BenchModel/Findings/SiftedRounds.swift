/// The runs of a session with what was measured only, and what there is to say of each report alone.
struct SiftedRounds {
    let rounds: [[RunAccount]]
    private(set) var findings: [Finding] = []

    init(_ told: [[RunAccount]], gate: Gate) {
        let measured = told.map { $0.map { MeasuredFigures($0) } }
        rounds = measured.map { $0.map(\.account) }
        var findings: [Finding] = []
        for (index, round) in measured.enumerated() {
            let place = Self.place(index, of: told.count)
            for figures in round {
                let consistency = ReportConsistency(figures.account)
                findings += figures.findings(gate, place: place)
                findings += [consistency.finding(gate, place: place), consistency.oddity(place: place)].compactMap(
                    \.self
                )
            }
        }
        self.findings = Self.once(findings)
    }

    /// What there is to say of each run, told once for all rounds.
    func each(_ rounds: [[RunAccount]], _ say: (RunAccount, String) -> [Finding]) -> [Finding] {
        Self.once(
            rounds.enumerated().flatMap { index, round in
                round.flatMap { say($0, Self.place(index, of: rounds.count)) }
            }
        )
    }

    private static func place(_ index: Int, of count: Int) -> String { count > 1 ? " in round \(index + 1)" : "" }

    /// The first of each kind: what one round has, others mostly have too.
    static func once(_ findings: [Finding]) -> [Finding] {
        var kept: [Finding] = []
        for finding in findings
        where !kept.contains(where: {
            $0.id == finding.id && $0.tool == finding.tool && $0.severity == finding.severity
                && $0.metrics == finding.metrics
        }) { kept.append(finding) }
        return kept
    }
}

extension WorkComparison {
    static func findings(_ runs: PairedRuns, allow: Set<Approximation>) -> [Finding] {
        SiftedRounds.once(
            runs.rounds.flatMap { round in
                WorkComparison(reference: round.reference, tool: round.tool).findings(
                    allow: allow,
                    place: runs.rounds.count > 1 ? " in round \(round.number)" : ""
                )
            }
        )
    }
}
