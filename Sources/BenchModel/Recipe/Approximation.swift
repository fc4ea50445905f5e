/// A deviation from the recipe that a user can accept by name under `allow`.
package enum Approximation: String, Sendable, Codable, CaseIterable {
    /// A tool sends sampling parameters that differ from the recipe's, or cannot send one of them.
    case sampling
    /// A tool's arrival process is not the recipe's.
    case arrivals
    /// A tool cannot vary or set the lengths as the recipe asks.
    case lengths
    /// Tools may send prompts of different token counts and are compared all the same.
    case promptLength = "prompt_length"
    /// Tools may send different work in any way that the probe finds, and are compared all the same.
    case work = "different_work"
}
