import BenchModel
import Foundation

/// What a scripted client says of a run, by its own arithmetic: nothing of the catalogue's is used, so that the two can
/// be held against each other.
struct ScriptedReport {
    let tool: ToolID
    let faults: ScriptedFaults
    let answers: [ScriptedAnswer]
    /// When the client's duration begins, where it is longer than its requests.
    let opened: Instant

    private static let percents: [Double] = [50, 90, 95, 99]

    private var formula: ToolFormula { faults.formula }

    private func counts(_ answer: ScriptedAnswer) -> Bool {
        answer.record.failure == nil || faults.countsTruncated && answer.record.failure?.kind == .truncated
    }

    private var completed: [ScriptedAnswer] { answers.filter(counts) }

    var toolReport: ToolReport {
        var report = ToolReport(tool: tool, version: "1.0")
        report.serverCountedInput = !faults.countsWords
        let figures = figures
        report.reported = figures.reduce(into: [:]) { reported, figure in
            guard !faults.omits.contains(figure.key) else { return }
            reported[figure.key] = printed(figure.value * (faults.misprints[figure.key] ?? 1))
        }
        if faults.countsWords { report.absent[.inputTokens] = "prompt tokens are counted by the client" }
        if faults.decimals == nil, faults.omits.isEmpty { report.records = answers.map(record) }
        report.warnings = doubts(figures)
        return report
    }

    /// Where it contradicts itself, as whoever reads it would note.
    private func doubts(_ figures: [MetricID: Double]) -> [String] {
        guard let rate = figures[MetricID(.requestThroughput)], let duration = figures[MetricID(.duration)],
            let completed = figures[MetricID(.requestsCompleted)], abs(rate * duration - completed) > 1e-6 * completed
        else { return [] }
        return ["\(completed) requests in \(duration) s are not \(rate) a second."]
    }

    /// As the client would save it.
    private func record(_ answer: ScriptedAnswer) -> RequestRecord {
        var record = answer.record
        if faults.countsWords { record.inputTokens = answer.words }
        guard record.failure != nil, counts(answer) else { return record }
        record.failure = nil
        record.inputTokens = record.inputTokens ?? answer.words
        record.outputTokens = tokens(answer)
        return record
    }

    private func tokens(_ answer: ScriptedAnswer) -> Int {
        answer.record.outputTokens ?? answer.record.contentChunks.count
    }

    private var figures: [MetricID: Double] {
        let completed = completed
        var figures: [MetricID: Double] = [
            MetricID(.requestsCompleted): Double(completed.count),
            MetricID(.requestsFailed): Double(answers.count - completed.count),
            MetricID(.inputTokens): completed.reduce(0) {
                $0 + Double(faults.countsWords ? $1.words : $1.record.inputTokens ?? $1.words)
            },
            MetricID(.outputTokens): completed.reduce(0) { $0 + Double(tokens($1)) },
        ]
        let last = completed.map(\.record.end).max() ?? opened
        let start = faults.opening > 0 ? opened : completed.map(\.record.sent).min() ?? opened
        let duration = last - start
        if duration > 0 {
            figures[MetricID(.duration)] = duration
            figures[MetricID(.requestThroughput)] = faults.throughputFactor * Double(completed.count) / duration
            figures[MetricID(.outputThroughput)] = (figures[MetricID(.outputTokens)] ?? 0) / duration
        }
        let failed = faults.averagesFailed ? answers.count - completed.count : 0
        let zeros = Array(repeating: 0.0, count: failed)
        spread(.ttft, completed.compactMap { first($0) } + zeros, &figures)
        spread(.e2el, completed.compactMap { end($0) } + zeros, &figures)
        spread(.tpot, completed.compactMap { perToken($0) }, &figures)
        spread(.itl, completed.flatMap { gaps($0) }, &figures)
        return figures
    }

    private func spread(_ family: MetricFamily, _ samples: [Double], _ figures: inout [MetricID: Double]) {
        guard !samples.isEmpty else { return }
        let sorted = samples.sorted()
        figures[MetricID(family, .mean)] = samples.reduce(0, +) / Double(samples.count)
        for percent in Self.percents { figures[MetricID(family, .percentile(percent))] = percentile(sorted, percent) }
    }

    private func percentile(_ sorted: [Double], _ percent: Double) -> Double {
        let (count, last) = (Double(sorted.count), sorted.count - 1)
        switch formula.percentile {
        case .nearestRank: return sorted[max(0, Int((count * percent / 100).rounded(.up)) - 1)]
        case .flooredIndex: return sorted[min(last, Int(count * percent / 100))]
        case .linear:
            let place = Double(last) * percent / 100
            let low = Int(place)
            let high = min(low + 1, last)
            return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
        }
    }

    /// Seconds to what the client takes for the first token.
    private func first(_ answer: ScriptedAnswer) -> Double? {
        let record = answer.record
        let instant =
            switch formula.firstToken {
            case .firstOutput: record.firstContent
            case .firstChoice: record.firstChunk ?? record.firstContent
            case .firstMessage: answer.messages.instants.first
            }
        return instant.map { $0 - record.sent }
    }

    private func end(_ answer: ScriptedAnswer) -> Double? {
        let record = answer.record
        let instant =
            switch formula.end {
            case .lastChoice: record.lastChoice
            case .lastOutput: record.contentChunks.last ?? record.lastChoice
            case .lastMessage: answer.messages.all.last { !$0.kind.contains(.done) }?.instant
            case .endOfAnswer: record.done
            }
        return instant.map { $0 - record.sent }
    }

    private func perToken(_ answer: ScriptedAnswer) -> Double? {
        guard let first = first(answer), let end = end(answer) else { return nil }
        let tokens = tokens(answer)
        guard tokens > 1 else { return formula.singleToken == .countsAsZero ? 0 : nil }
        let divisor =
            switch formula.denominator {
            case .outputTokensLessOne: tokens - 1
            case .outputTokens: tokens
            case .chunksLessOne: max(1, answer.record.contentChunks.count - 1)
            }
        return (end - first) / Double(divisor)
    }

    private func gaps(_ answer: ScriptedAnswer) -> [Double] {
        var instants = answer.record.contentChunks.instants
        if formula.firstToken != .firstOutput, let role = answer.record.firstChunk, let first = instants.first,
            role < first
        {
            instants.insert(role, at: 0)
        }
        return zip(instants, instants.dropFirst()).map { $1 - $0 }
    }

    /// As it is written, and read again.
    private func printed(_ value: Double) -> MetricValue {
        guard let decimals = faults.decimals, value != value.rounded() else { return MetricValue(value) }
        let text = String(format: "%.\(decimals)f", value)
        return MetricValue(Double(text) ?? value, resolution: 0.5 * pow(10, -Double(decimals)), sourceText: text)
    }
}
