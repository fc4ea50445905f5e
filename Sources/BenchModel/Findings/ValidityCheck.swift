import Foundation

/// Whether the runs did the same work: without that, no comparison means anything.
struct ValidityCheck {
    /// Output that differs by more than this share is other work, not another figure for the same.
    static let outputShare = 0.005

    let reference: ToolID
    /// The default tolerance, which prompt lengths have to keep as well.
    let share: Double
    let allowsPromptLength: Bool
    /// Nil when unknown.
    let expectedRequests: Int?

    func findings(_ rounds: [[RunAccount]], tools: [ToolID]) -> [Finding] {
        var findings = ([reference] + tools).flatMap { [attendance($0, rounds), failures($0, rounds)] }.compactMap {
            $0
        }
        for tool in tools {
            let runs = PairedRuns(rounds, reference: reference, tool: tool)
            findings += [requestCounts(runs), outputLengths(runs), promptLengths(runs)].compactMap { $0 }
        }
        return findings
    }

    private func attendance(_ tool: ToolID, _ rounds: [[RunAccount]]) -> Finding? {
        let present = rounds.count { $0.contains { $0.tool == tool } }
        guard present < rounds.count else { return nil }
        let evidence = "\(tool) has a result in \(present) of \(rounds.count) rounds; only those are compared"
        return Finding(id: "run-missing", tool: tool, evidence: evidence, severity: .warning)
    }

    private func failures(_ tool: ToolID, _ rounds: [[RunAccount]]) -> Finding? {
        var parts: [String] = []
        for (index, round) in rounds.enumerated() {
            guard let account = round.first(where: { $0.tool == tool }) else { continue }
            let failed = account.largest(.requestsFailed) ?? 0
            let completed = account.best(MetricID(.requestsCompleted))?.value
            let place = rounds.count > 1 ? " in round \(index + 1)" : ""
            if failed > 0 {
                let total = expectedRequests.map(Double.init) ?? completed.map { $0 + failed }
                let of = total.map { " of \(FigureText.plain($0))" } ?? ""
                parts.append("\(FigureText.plain(failed))\(of) requests failed\(place)")
            } else if let expectedRequests, let completed, completed != Double(expectedRequests) {
                parts.append("\(FigureText.plain(completed)) of \(expectedRequests) requests completed\(place)")
            }
        }
        guard !parts.isEmpty else { return nil }
        return Finding(
            id: "requests-failed",
            tool: tool,
            metrics: [MetricID(.requestsCompleted), MetricID(.requestsFailed)],
            evidence: "\(tool): \(parts.joined(separator: ", "))",
            severity: .invalidating
        )
    }

    private func requestCounts(_ runs: PairedRuns) -> Finding? {
        let completed = MetricID(.requestsCompleted)
        for round in runs.rounds {
            guard let left = round.reference.best(completed), let right = round.tool.best(completed),
                abs(left.value - right.value) > left.resolution + right.resolution
            else { continue }
            return Finding(
                id: "request-count-mismatch",
                tool: runs.tool,
                metrics: [completed],
                evidence: "\(runs.reference) completed \(FigureText.plain(left.value)) requests and \(runs.tool) "
                    + FigureText.plain(right.value),
                severity: .invalidating
            )
        }
        return nil
    }

    private func outputLengths(_ runs: PairedRuns) -> Finding? {
        if let missing = missingOutput(runs) { return missing }
        guard let lengths = LengthPair(runs, .outputTokens), lengths.certainShare > Self.outputShare else { return nil }
        return Finding(
            id: "output-length-mismatch",
            tool: runs.tool,
            metrics: [MetricID(.outputTokens)],
            evidence: "a request got \(FigureText.plain(lengths.reference)) output tokens from \(runs.reference) and "
                + "\(FigureText.plain(lengths.tool)) from \(runs.tool) (\(FigureText.difference(lengths.ratio))): "
                + "the work differs",
            severity: .invalidating
        )
    }

    /// Answers on one side only, which have no ratio.
    private func missingOutput(_ runs: PairedRuns) -> Finding? {
        for round in runs.rounds {
            let sides = [round.reference, round.tool]
            let tokens = sides.compactMap { $0.best(MetricID(.outputTokens)) }
            guard tokens.count == 2, sides.allSatisfy({ ($0.best(MetricID(.requestsCompleted))?.value ?? 0) > 0 }),
                let empty = tokens.firstIndex(where: { $0.value + $0.resolution <= 0 }),
                tokens[1 - empty].value - tokens[1 - empty].resolution > 0
            else { continue }
            return Finding(
                id: "output-length-mismatch",
                tool: runs.tool,
                metrics: [MetricID(.outputTokens)],
                evidence: "\(sides[empty].tool) got no output token and \(sides[1 - empty].tool) "
                    + "\(FigureText.plain(tokens[1 - empty].value)): the work differs",
                severity: .invalidating
            )
        }
        return nil
    }

    private func promptLengths(_ runs: PairedRuns) -> Finding? {
        guard let lengths = LengthPair(runs, .inputTokens), lengths.certainShare > 1e-9 else { return nil }
        let (left, right) = (FigureText.plain(lengths.reference), FigureText.plain(lengths.tool))
        let accounts = runs.rounds.flatMap { [$0.reference, $0.tool] }
        let ownCounts = Set(accounts.filter { $0.serverCountedInput == false }.map(\.tool.rawValue)).sorted()
        let isServerCounted = accounts.allSatisfy { $0.serverCountedInput == true }
        let difference = FigureText.difference(lengths.ratio)
        var evidence =
            isServerCounted
            ? "the server saw \(left) prompt tokens a request from \(runs.reference) and \(right) from \(runs.tool) "
                + "(\(difference))"
            : "\(runs.reference) reports \(left) prompt tokens a request and \(runs.tool) \(right) (\(difference))"
        if !ownCounts.isEmpty {
            evidence += ", as counted by \(ownCounts.joined(separator: " and ")), not by the server"
        }
        let severity: Finding.Severity =
            if lengths.certainShare <= share {
                .note
            } else if allowsPromptLength || !ownCounts.isEmpty {
                .warning
            } else {
                .invalidating
            }
        return Finding(
            id: "prompt-length-mismatch",
            tool: runs.tool,
            metrics: [MetricID(.inputTokens)],
            evidence: evidence,
            severity: severity
        )
    }
}

extension RunAccount {
    /// The largest value that any view gives for a family without a statistic. Nil when none does.
    fileprivate func largest(_ family: MetricFamily) -> Double? {
        views.values.compactMap { $0[MetricID(family)]?.value }.max()
    }
}
