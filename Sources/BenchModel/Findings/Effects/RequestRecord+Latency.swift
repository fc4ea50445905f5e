extension RequestRecord {
    /// The latency of a family, in seconds. Nil for one that is none of a request, and when it was not recorded.
    func latency(_ family: MetricFamily) -> Double? {
        switch family {
        case .ttft: ttft
        case .tpot: tpot
        case .e2el: e2el
        default: nil
        }
    }
}
