extension MeasurementDocument {
    private static let bins = 10

    /// By Little's law, over the time in which slots were filled again: before it not every slot has had its first
    /// request, and after it, when the last ones end, slots stay empty.
    /// - Parameter slots: At least 1.
    /// - Returns: Nil when no slot was filled a second time.
    static func meanInFlight(_ records: [RequestRecord], slots: Int) -> Double? {
        let sent = records.map(\.sent).sorted()
        guard slots < sent.count, let last = sent.last, sent[slots - 1] < last else { return nil }
        let first = sent[slots - 1]
        return records.reduce(0) { $0 + max(0, min($1.end, last) - max($1.sent, first)) } / (last - first)
    }

    /// The ranges are those of the metrics, so that no sample is sorted or kept again.
    static func histograms(
        of records: [RequestRecord],
        _ metrics: [MetricID: Value]
    ) -> [MetricFamily: Histogram] {
        func empty(_ family: MetricFamily) -> Histogram? {
            guard let low = metrics[MetricID(family, .minimum)]?.value,
                let high = metrics[MetricID(family, .percentile(99))]?.value
            else { return nil }
            return Histogram(from: low, through: high, bins: bins)
        }
        var ttft = empty(.ttft)
        var tpot = empty(.tpot)
        var itl = empty(.itl)
        var e2el = empty(.e2el)
        for record in records where record.succeeded {
            if let value = record.ttft { ttft?.add(value) }
            if let value = record.tpot { tpot?.add(value) }
            if let value = record.e2el { e2el?.add(value) }
            if itl != nil { record.contentChunks.forEachGap { itl?.add(Double($0) / 1e9) } }
        }
        let all: [MetricFamily: Histogram?] = [.ttft: ttft, .tpot: tpot, .itl: itl, .e2el: e2el]
        return all.compactMapValues(\.self)
    }
}
