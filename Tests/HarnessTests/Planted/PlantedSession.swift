import BenchModel

@testable import Harness

/// What was measured of one bed, and everything that is found in it.
struct PlantedSession: Sendable {
    var evidence: SessionEvidence
    /// What each run alone gave cause to say.
    var ownFindings: [Finding] = []
    /// Seconds by which the server was late with one part in a hundred.
    var serverLag = 0.0

    /// Seconds by which a server that has the machine for itself is late with one part in a hundred, at most.
    private static let lag = 2e-3

    /// What is true of a session that was disturbed, and nobody planted: something beside the bed used the machine, or the
    /// server could not keep its schedule.
    var disturbance: Set<String> {
        let isDisturbed = serverLag > Self.lag || causes.contains { Self.contention.contains($0.id) }
        return isDisturbed ? Self.contention.union(["client-late"]) : []
    }

    /// By what a machine that is not free is told.
    private static let contention: Set<String> = ["host-contention", "cpu-steal"]

    /// Of the runs alone and of the catalogue's causes.
    var causes: [Finding] { ownFindings + CauseCatalogue.findings(in: evidence) }

    private var judgement: Judgement {
        let judge = Judge(
            tolerance: evidence.tolerance,
            gate: ComparisonTerms().gate,
            reference: evidence.reference,
            sharesPrompts: false
        )
        return judge.judge(
            evidence.rounds.map { runs in
                runs.map { run in
                    evidence.rounds.count == 1
                        ? AccountFactory.resampled(run.account, from: run.canonicalRecords) : run.account
                }
            },
            expectedRequests: evidence.workload?.requests
        )
    }

    /// `causes`, and what the judge says to the figures.
    var findings: [Finding] { causes + judgement.findings }

    /// Why beta's figure is another than alpha's.
    func attribution(of metric: MetricID) -> Attribution? {
        let comparisons = judgement.comparisons.filter { $0.metric == metric && $0.view == .reported }
        return Attribution.all(evidence: evidence, comparisons: comparisons).first
    }
}
