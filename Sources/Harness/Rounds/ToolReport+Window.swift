import BenchModel

extension ToolReport {
    /// From the first request sent to the last end. Nil without request records.
    var window: (start: Instant, end: Instant)? {
        guard let records, let start = records.map(\.sent).min(), let end = records.map(\.end).max(), start < end else {
            return nil
        }
        return (start, end)
    }
}
