import BenchModel

extension VLLMFigures {
    /// Rates that are not what counts and duration give, beyond what rounding explains, as sentences.
    var inconsistencies: [String] {
        guard let duration = values[MetricID(.duration)], duration.value > duration.resolution else { return [] }
        let low = duration.value - duration.resolution
        let high = duration.value + duration.resolution
        let pairs: [(MetricFamily, [MetricFamily])] = [
            (.requestThroughput, [.requestsCompleted]), (.outputThroughput, [.outputTokens]),
            (.totalThroughput, [.inputTokens, .outputTokens]),
        ]
        return pairs.compactMap { rate, counts in
            guard let written = values[MetricID(rate)] else { return nil }
            let parts = counts.compactMap { self[$0] }
            guard parts.count == counts.count else { return nil }
            let count = parts.reduce(0, +)
            let slack = written.resolution + 1e-6 * written.value
            guard written.value < count / high - slack || written.value > count / low + slack else { return nil }
            return "\(written.sourceName ?? rate.rawValue) is \(written.sourceText ?? ""), which the counts and the "
                + "duration of the same report do not give."
        }
    }

    /// Metrics in which a coarser account of the same run differs beyond its rounding, in the order of reports.
    func differences(from coarser: VLLMFigures) -> [MetricID] {
        values.keys.sorted().filter { metric in
            guard let fine = values[metric], let coarse = coarser.values[metric] else { return false }
            return abs(fine.value - coarse.value) > coarse.resolution * 1.001 + abs(fine.value) * 1e-12
        }
    }
}
