@testable import BenchModel

extension SessionEvidence {
    /// What the judge says to it, with what the catalogue's causes find.
    /// - Parameter known: Findings that no cause of the catalogue makes.
    func judged(gate: Gate = Gate(), known: [Finding] = []) -> Judgement {
        let judge = Judge(tolerance: tolerance, gate: gate, reference: reference, sharesPrompts: false, allow: allow)
        return judge.judge(
            rounds.map { $0.map(\.account) },
            expectedRequests: workload?.requests,
            known: known + CauseCatalogue.findings(in: self),
            evidence: self
        )
    }

    /// The same session with something changed in every run.
    func changing(_ change: (inout RunEvidence) -> Void) -> SessionEvidence {
        var session = self
        session.rounds = rounds.map { runs in
            runs.map { run in
                var run = run
                change(&run)
                return run
            }
        }
        return session
    }
}

extension RunEvidence {
    /// As if no view had it.
    mutating func forget(_ family: MetricFamily) {
        account.views = account.views.mapValues { $0.filter { $0.key.family != family } }
    }
}

extension Judgement {
    func checks(_ id: String) -> [CheckResult] { checks.filter { $0.id == id } }
}
