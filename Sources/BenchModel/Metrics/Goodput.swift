/// How much of a load was served as well as asked, by the definition of `vllm bench serve --goodput`: DistServe (Zhong et
/// al., OSDI 2024), section 2.
package struct Goodput: Sendable, Codable, Equatable {
    package let slo: ServiceLevel
    /// Requests that completed and held every limit.
    package let requests: Int
    /// Of all requests that ended, failed ones included.
    package let share: Double
    /// Over the same time as the request throughput. Nil without one.
    package let perSecond: Double?

    /// - Parameters:
    ///   - records: Of the requests that ended.
    ///   - duration: In seconds. Nil when nothing completed.
    package init(_ slo: ServiceLevel, records: [RequestRecord], duration: Double?) {
        self.slo = slo
        let good = records.count { slo.holds(for: $0) }
        requests = good
        share = records.isEmpty ? 0 : Double(good) / Double(records.count)
        perSecond = duration.map { Double(good) / $0 }
    }

    private enum CodingKeys: String, CodingKey {
        case slo, requests, share
        case perSecond = "per_second"
    }
}
