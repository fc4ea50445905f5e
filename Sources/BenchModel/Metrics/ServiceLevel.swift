/// What each latency of a request may be at most, for the request to count as good.
package struct ServiceLevel: Sendable, Codable, Equatable {
    /// The latencies that a request has one of, as `vllm bench serve --goodput` takes them.
    package static let families: [MetricFamily] = [.ttft, .tpot, .e2el]

    /// In seconds, by family. Not empty; only `families`.
    package let limits: [MetricFamily: Double]

    /// Nil when there is no limit, or one of another family.
    package init?(_ limits: [MetricFamily: Double]) {
        guard !limits.isEmpty, limits.keys.allSatisfy(Self.families.contains) else { return nil }
        self.limits = limits
    }

    /// Whether a request completed and holds every limit. A request with one output token holds any TPOT; one whose
    /// latency is not known does not hold its limit.
    package func holds(for record: RequestRecord) -> Bool {
        record.succeeded
            && limits.allSatisfy { family, limit in
                let value =
                    switch family {
                    case .ttft: record.ttft
                    case .tpot: (record.outputTokens ?? 0) == 1 ? 0 : record.tpot
                    default: record.e2el
                    }
                return value.map { $0 <= limit } ?? false
            }
    }

    package init(from decoder: any Decoder) throws { limits = try [MetricFamily: Double](from: decoder) }

    package func encode(to encoder: any Encoder) throws { try limits.encode(to: encoder) }
}
