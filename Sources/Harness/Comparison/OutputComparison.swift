package import BenchModel
import Foundation

/// `concord compare`: a verdict on outputs that exist already.
package enum OutputComparison {
    /// - Parameter inputs: At least two, each tool once; the first is the reference.
    package static func compare(
        _ inputs: [(tool: ToolID, path: String)],
        terms: ComparisonTerms
    ) throws(HarnessError) -> VerdictDocument {
        guard inputs.count >= 2 else {
            throw .usage("compare takes at least two TOOL=PATH, such as `concord compare vllm=A evalscope=B`")
        }
        guard Set(inputs.map(\.tool)).count == inputs.count else {
            throw .usage("compare takes each tool once; --baseline compares a tool with itself")
        }
        guard terms.gate.view != .wire else {
            throw .usage(
                "compare reads what tools wrote, which is not the wire; --view takes best, canonical or reported"
            )
        }
        var outputs: [ComparedOutput] = []
        for input in inputs { outputs.append(try ComparedOutput(input.tool, path: input.path)) }
        return try document(of: outputs, terms: terms)
    }

    /// The rounds that all have are paired by their numbers.
    /// - Parameters:
    ///   - outputs: At least one; the first is the reference.
    ///   - stored: Findings of earlier verdicts that hold for these runs; what is found again is said once.
    static func document(
        of outputs: [ComparedOutput],
        terms: ComparisonTerms,
        stored: [Finding] = [],
        notes: [String] = []
    ) throws(HarnessError) -> VerdictDocument {
        let reference = outputs[0].name
        let common = outputs.dropFirst().reduce(Set(outputs[0].reports.keys)) { $0.intersection($1.reports.keys) }
        let rounds = common.sorted()
        guard !rounds.isEmpty else { throw .usage("the outputs have no round in common") }
        let evidence = rounds.map { round in outputs.compactMap { $0.evidence(round, isAlone: rounds.count == 1) } }
        let judge = Judge(
            tolerance: terms.tolerance,
            gate: terms.gate,
            reference: reference,
            sharesPrompts: terms.sharesPrompts,
            allow: terms.allow
        )
        var session = SessionEvidence(
            reference: reference,
            tolerance: terms.tolerance,
            allow: terms.allow,
            rounds: evidence
        )
        session.gate = terms.gate
        func judgement(_ known: [Finding]) -> Judgement {
            judge.judge(
                evidence.map { $0.map(\.account) },
                expectedRequests: terms.expectedRequests,
                known: known,
                evidence: session
            )
        }
        let known = findings(of: outputs, rounds: rounds, in: session)
        let found = judgement(known).findings
        let news = stored.filter { old in !found.contains { $0.id == old.id && $0.tool == old.tool } }
        return VerdictDocument.make(
            judgement: judgement(known + news),
            rounds: rounds.count,
            tools: outputs.map {
                VerdictDocument.Tool(name: $0.name, version: $0.version?.description, command: [])
            },
            tolerance: terms.tolerance,
            looks: 1,
            notes: notes + self.notes(on: outputs, rounds: rounds),
            environment: [:]
        )
    }

    /// What the runs alone give cause to say.
    private static func findings(
        of outputs: [ComparedOutput],
        rounds: [Int],
        in session: SessionEvidence
    ) -> [Finding] {
        let limited = outputs.flatMap { output in
            rounds.compactMap { round in
                output.reports[round].flatMap { LimitedClient.finding($0, round: round) }
            }
        }
        return limited + CauseCatalogue.reproduction.findings(in: session)
    }

    private static func notes(on outputs: [ComparedOutput], rounds: [Int]) -> [String] {
        var notes: [String] = []
        for warning in outputs.flatMap({ output in rounds.flatMap { output.reports[$0]?.warnings ?? [] } })
        where !notes.contains(warning) { notes.append(warning) }
        for output in outputs {
            let sources = rounds.flatMap { output.reports[$0]?.sources ?? [] }.map { "\($0.kind) (\($0.path))" }
            notes.append("\(output.name): read from \(sources.joined(separator: ", "))")
            if output.reports.count > rounds.count {
                let list = rounds.map(String.init).joined(separator: ", ")
                notes.append(
                    "\(output.name): of \(output.reports.count) rounds only those that all have are compared (\(list))"
                )
            }
        }
        return notes
    }
}
