extension MeasurementDocument {
    /// What only an open loop has. Latencies from the due time hide no wait before sending (no coordinated omission).
    package struct OpenLoop: Sendable, Codable, Equatable {
        /// In seconds.
        package struct Spread: Sendable, Codable, Equatable {
            package var mean: Double
            package var p50: Double
            package var p99: Double

            fileprivate init?(_ samples: [Double]) {
                guard !samples.isEmpty else { return nil }
                let summary = SampleSummary(samples)
                mean = summary.mean
                p50 = Quantile.linear(summary.sorted, percent: 50)
                p99 = Quantile.linear(summary.sorted, percent: 99)
            }
        }

        package var sent: Int
        /// Requests sent per second, from the start of the schedule to the last one sent. Nil when none was sent.
        package var achievedRate: Double?
        /// The same if each had been sent when it was due. Nil when none was sent.
        package var askedRate: Double?
        /// Sent − due over all requests, 99th percentile, in seconds. Nil when none was sent.
        package var sendLagP99: Double?
        /// Over completed requests, like the metrics. Nil when none completed.
        package var ttftFromDue: Spread?
        package var e2elFromDue: Spread?

        init(records: [RequestRecord], start: Instant) {
            sent = records.count
            if let last = records.compactMap(\.due).max(), last > start {
                askedRate = Double(records.count) / (last - start)
            }
            if let last = records.map(\.sent).max(), last > start {
                achievedRate = Double(records.count) / (last - start)
            }
            let lags = records.compactMap(\.sendLag).sorted()
            sendLagP99 = lags.isEmpty ? nil : Quantile.linear(lags, percent: 99)
            let completed = records.filter(\.succeeded)
            ttftFromDue = Spread(completed.compactMap(\.ttftFromDue))
            e2elFromDue = Spread(completed.compactMap(\.e2elFromDue))
        }

        private enum CodingKeys: String, CodingKey {
            case sent
            case achievedRate = "achieved_rate"
            case askedRate = "asked_rate"
            case sendLagP99 = "send_lag_p99"
            case ttftFromDue = "ttft_from_due"
            case e2elFromDue = "e2el_from_due"
        }
    }
}
