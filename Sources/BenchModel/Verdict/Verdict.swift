/// The outcome of a comparison, of a metric or overall.
package enum Verdict: String, Sendable, Codable, CaseIterable {
    case agree
    case disagree
    case inconclusive
    case invalid
}
