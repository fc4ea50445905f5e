package import BenchModel
import Foundation

/// `concord compare`: a verdict on outputs that exist already.
package enum OutputComparison {
    /// - Parameter inputs: At least two, each tool once; the first is the reference.
    package static func compare(
        _ inputs: [(tool: ToolID, path: String)],
        tolerance: Tolerance,
        gate: Gate,
        allow: Set<Approximation>
    ) throws(HarnessError) -> VerdictDocument {
        guard inputs.count >= 2, let first = inputs.first else {
            throw .usage("compare takes at least two TOOL=PATH, such as `concord compare vllm=A evalscope=B`")
        }
        guard Set(inputs.map(\.tool)).count == inputs.count else {
            throw .usage("compare takes each tool once")
        }
        guard gate.view != .wire else {
            throw .usage(
                "compare reads what tools wrote, which is not the wire; --view takes best, canonical or reported"
            )
        }
        var stored: [[Int: ToolReport]] = []
        for input in inputs { stored.append(try StoredOutput.read(input.tool, path: input.path)) }
        let common = stored.map { Set($0.keys) }.reduce(Set(stored[0].keys)) { $0.intersection($1) }.sorted()
        guard !common.isEmpty else { throw .usage("the outputs have no round in common") }
        let reports = stored.map { byRound in common.compactMap { byRound[$0] } }
        let rounds = common.count
        let accounts = (0..<rounds).map { round in
            reports.map { byRound in
                let account = AccountFactory.account(of: byRound[round])
                return rounds == 1 ? AccountFactory.resampled(account, from: byRound[round].records) : account
            }
        }
        let judge = Judge(
            tolerance: tolerance,
            gate: gate,
            reference: first.tool,
            sharesPrompts: false,
            allow: allow
        )
        let limited = reports.flatMap { byRound in
            zip(byRound, common).compactMap { LimitedClient.finding($0, round: $1) }
        }
        let evidence = SessionEvidence(
            reference: first.tool,
            tolerance: tolerance,
            allow: allow,
            rounds: accounts.indices.map { round in
                zip(accounts[round], reports).map { account, byRound in
                    var run = RunEvidence(round: common[round], account: account)
                    run.records = byRound[round].records
                    run.clientHealth = byRound[round].health
                    return run
                }
            }
        )
        let judgement = judge.judge(accounts, expectedRequests: nil, known: limited, evidence: evidence)
        var notes = reports.flatMap { $0.flatMap(\.warnings) }
        for (index, input) in inputs.enumerated() {
            let sources = reports[index].flatMap(\.sources).map { "\($0.kind) (\($0.path))" }
            notes.append("\(input.tool): read from \(sources.joined(separator: ", "))")
            if stored[index].count > rounds {
                let list = common.map(String.init).joined(separator: ", ")
                notes.append(
                    "\(input.tool): of \(stored[index].count) rounds only those that all have are compared (\(list))"
                )
            }
        }
        return VerdictDocument.make(
            judgement: judgement,
            rounds: rounds,
            tools: zip(inputs, reports).map {
                VerdictDocument.Tool(name: $0.tool, version: $1.first?.version?.description, command: [])
            },
            tolerance: tolerance,
            looks: 1,
            notes: notes,
            environment: [:]
        )
    }
}
