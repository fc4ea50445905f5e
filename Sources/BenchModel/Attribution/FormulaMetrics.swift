/// What a tool's formula makes of answers: of those that passed over the wire, or of those that a tool recorded.
package enum FormulaMetrics {
    /// - Parameters:
    ///   - exchanges: The measured ones of a run.
    /// - Returns: Only metrics for which there is data, as `CanonicalMetrics.compute`; for the canonical formula the same.
    package static func compute(
        _ formula: ToolFormula,
        of exchanges: [WireExchange],
        percentiles: [Double] = CanonicalMetrics.percentiles
    ) -> [MetricID: MetricValue] {
        compute(formula, answers: exchanges.map { AnswerStamps($0) }, percentiles: percentiles)
    }

    /// - Parameters:
    ///   - records: Of one run, as the tool has them. What it did not stamp leaves the families out that need it.
    ///   - absent: Families that the records cannot give whatever the definition.
    package static func compute(
        _ formula: ToolFormula,
        of records: [RequestRecord],
        absent: Set<MetricFamily> = [],
        percentiles: [Double] = CanonicalMetrics.percentiles
    ) -> [MetricID: MetricValue] {
        compute(formula, answers: records.map { AnswerStamps($0) }, percentiles: percentiles)
            .filter { !absent.contains($0.key.family) }
    }

    static func compute(
        _ formula: ToolFormula,
        answers: [AnswerStamps],
        percentiles: [Double]
    ) -> [MetricID: MetricValue] {
        let completed = answers.filter { formula.isCompleted($0) }
        let failed = answers.filter { !formula.isCompleted($0) }
        let samples = completed.map { formula.sample($0) }
        let spans = formula.spans(completed, samples: samples, failed: failed)
        let metrics = SampleMetrics(
            samples: samples,
            failed: failed.count,
            duration: Self.length(of: spans),
            divisor: formula.divisor == .duration
                ? Self.length(of: spans) : samples.isEmpty ? nil : Self.lengthBeforeLast(of: spans) ?? 1,
            percentile: formula.percentile
        )
        return metrics.values(percentiles: percentiles)
    }

    /// Seconds. Nil when there is no time between the first sending and the last end.
    private static func length(of spans: [ToolFormula.Span]) -> Double? {
        guard let first = spans.map(\.start).min(), let last = spans.compactMap(\.end).max(), last > first else {
            return nil
        }
        return last - first
    }

    private static func lengthBeforeLast(of spans: [ToolFormula.Span]) -> Double? {
        let last = spans.indices.max { spans[$0].end ?? spans[$0].start < spans[$1].end ?? spans[$1].start }
        return length(of: spans.indices.filter { $0 != last }.map { spans[$0] })
    }

    /// What throughput may have been divided by where `durationBeforeLast` holds, in seconds: of requests that end close
    /// together, the one that ended last need not be the one that was taken in last.
    /// - Returns: Nil where the records do not tell.
    static func divisorsBeforeLast(_ formula: ToolFormula, answers: [AnswerStamps]) -> ClosedRange<Double>? {
        let completed = answers.filter { formula.isCompleted($0) }
        guard !completed.isEmpty else { return nil }
        let failed = answers.filter { !formula.isCompleted($0) }
        let spans = formula.spans(completed, samples: completed.map { formula.sample($0) }, failed: failed)
        guard spans.count > 1 else { return 1...1 }
        let first = spans.indices.min { spans[$0].start < spans[$1].start }
        let withoutFirst = length(of: spans.indices.filter { $0 != first }.map { spans[$0] })
        guard let whole = length(of: spans), let withoutLast = lengthBeforeLast(of: spans) else { return nil }
        return min(withoutLast, withoutFirst ?? whole)...whole
    }
}

extension ToolFormula {
    /// What one request adds to the window of the run.
    struct Span {
        var start: Instant
        var end: Instant?
    }

    fileprivate func isCompleted(_ answer: AnswerStamps) -> Bool {
        let isEmpty = answer.first(firstToken) == nil
        if let failure = answer.record.failure {
            guard failure.kind == .inBand else { return false }
            switch inBandError {
            case .fails: return false
            case .completes: break
            case .completesAfterOutput: guard answer.outputs != nil else { return false }
            }
        }
        return !(isEmpty && emptyAnswer == .fails)
    }

    fileprivate func sample(_ answer: AnswerStamps) -> RequestSample {
        var sample = RequestSample(answer.record)
        let sent = answer.record.sent
        let end = answer.end(end)
        let first = answer.first(firstToken)
        let countsEmpty = first == nil && emptyAnswer == .countsAsZero && !answer.comesWhole
        sample.ttft = first.map { $0 - sent } ?? (countsEmpty ? 0 : nil)
        sample.e2el = end.map { $0 - sent }
        sample.openE2EL = 0
        sample.openTPOT = 0
        sample.gaps = answer.gaps(gaps, from: firstToken) ?? (countsEmpty ? [] : nil)
        if window == .latencies { sample.end = end ?? sample.end }
        let tokens = sample.outputTokens ?? 0
        sample.countsForTPOT = tokens > 1 || singleToken == .countsAsZero
        guard tokens > 1 else {
            sample.tpot = singleToken == .countsAsZero ? 0 : nil
            return sample
        }
        let divisor: Int? =
            switch denominator {
            case .outputTokensLessOne: tokens - 1
            case .outputTokens: tokens
            case .chunksLessOne: answer.outputs.map { max($0 - 1, 1) }
            }
        sample.tpot = nil
        if let ttft = sample.ttft, let e2el = sample.e2el, let divisor { sample.tpot = (e2el - ttft) / Double(divisor) }
        return sample
    }

    fileprivate func spans(_ completed: [AnswerStamps], samples: [RequestSample], failed: [AnswerStamps]) -> [Span] {
        var spans = samples.map { Span(start: $0.sent, end: $0.end) }
        switch window {
        case .requests: break
        case .latencies where failedRequests == .leftOut: break
        case .latencies:
            spans += failed.map {
                Span(start: $0.record.sent, end: failedRequests == .whole ? $0.end(end) ?? $0.record.end : nil)
            }
        case .wholeRun: spans += failed.map { Span(start: $0.record.sent, end: $0.record.end) }
        case .fromFirstEnded:
            // All that was sent before is given the sending of the request that ended first.
            let first = spans.min { $0.end ?? $0.start < $1.end ?? $1.start }
            spans += failed.map { Span(start: $0.record.sent, end: $0.record.end) }
            if let first { spans = spans.map { Span(start: max($0.start, first.start), end: $0.end) } }
        }
        return spans
    }
}
