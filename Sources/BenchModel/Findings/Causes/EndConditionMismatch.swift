/// Answers end for other reasons with one tool than with another.
struct EndConditionMismatch: Cause {
    let id = "end-condition-mismatch"
    let meaning = "The tools ask for another end of an answer, or their answers end early, so that lengths differ."
    let detection =
        "The fields max_tokens or max_completion_tokens, ignore_eos, stop and stop_token_ids of the bodies, and the answers' "
        + "output tokens beside the limit that was asked for."
    let remedy = "Give every tool the same 'output_tokens', 'ignore_eos' and 'stop' in the recipe."

    /// Each field with the values that ask for no more than silence does.
    private static let fields: [(name: String, neutral: Set<String>)] = [
        (BodyFields.limit, []), ("ignore_eos", ["false"]), ("stop", ["[]"]), ("stop_token_ids", ["[]"]),
    ]

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.fieldPairs().compactMap { pair in
            let different = Self.fields.filter {
                pair.fields.differs(from: pair.baseFields, in: $0.name, neutral: $0.neutral)
            }
            let own = AnswerLengths(evidence.measured(pair.tool).map(\.wire), pair.fields)
            let base = AnswerLengths(evidence.measured(pair.base).map(\.wire), pair.baseFields)
            let share = own.flatMap { own in base.map { RunEffect.share(with: own.mean, without: $0.mean) } }
            let isOtherWork = share.map { $0 > ValidityCheck.outputShare } ?? !different.isEmpty
            let endsEarly = own?.early != base?.early && (own?.early ?? 0) + (base?.early ?? 0) > 0
            guard !different.isEmpty || isOtherWork && endsEarly else { return nil }
            var parts = different.map { field in
                "\(field.name) is \(pair.baseFields.words(field.name)) for \(pair.base) and "
                    + "\(pair.fields.words(field.name)) for \(pair.tool)"
            }
            if let own, let base, share ?? 0 > 0 {
                parts.append(
                    "an answer had \(FigureText.plain(base.mean)) tokens for \(pair.base) and "
                        + "\(FigureText.plain(own.mean)) for \(pair.tool)"
                )
                if endsEarly {
                    parts.append(
                        "\(base.early) of \(base.answers) and \(own.early) of \(own.answers) ended before their limit"
                    )
                }
            }
            return Finding(
                id: id,
                tool: pair.tool,
                metrics: [MetricID(.outputTokens), MetricID(.e2el, .mean), MetricID(.outputThroughput)],
                evidence: parts.joined(separator: "; "),
                share: share,
                severity: !isOtherWork ? .note : evidence.allow.contains(.work) ? .warning : .invalidating
            )
        }
    }

    /// Output tokens of the answers that came whole.
    private struct AnswerLengths {
        let mean: Double
        let answers: Int
        /// Answers that had fewer tokens than asked for.
        let early: Int

        /// Nil when an answer does not tell.
        init?(_ wires: [MeasuredWire], _ fields: BodyFields) {
            let completed = wires.flatMap(\.completed)
            let tokens = completed.compactMap(\.record.outputTokens)
            guard !tokens.isEmpty, tokens.count == completed.count else { return nil }
            mean = Double(tokens.saturatedSum) / Double(tokens.count)
            answers = tokens.count
            let common = fields.only(BodyFields.limit).flatMap { Int($0) }
            early = completed.count { exchange in
                let limit = common ?? BodyFields([exchange]).only(BodyFields.limit).flatMap { Int($0) }
                return limit.map { (exchange.record.outputTokens ?? $0) < $0 } ?? false
            }
        }
    }
}
