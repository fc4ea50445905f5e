/// Which account of a run a value comes from.
package enum MetricView: String, Sendable, Codable, CaseIterable {
    /// What the tool printed or saved as its result.
    case reported
    /// Recomputed from the tool's own per-request data under the canonical definitions.
    case canonical
    /// Computed from what passed over the wire, under the canonical definitions.
    case wire
}
