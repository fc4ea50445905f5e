/// Values that are fine one by one and contradict each other.
package enum RecipeConflict: Sendable, Equatable {
    /// `prompts: file` without a `file`.
    case promptsWithoutFile
    /// A `file` without `prompts: file`.
    case fileWithoutPrompts(prompts: String)
    /// A length of prompts that come from a file. `key` is dotted.
    case lengthOfFilePrompts(key: String)
    /// Lengths can be aligned only where each tool draws its own prompts.
    case alignedWithoutOwn(prompts: String)
    case burstinessWithoutRate
    case unlimitedWithoutRate
    /// An open loop whose number of slots is left to the default of a closed one.
    case rateWithoutConcurrency(key: String)
    /// A ramp-up that lacks one of its three keys. Both are dotted.
    case rampUpWithout(key: String, given: String)
    case rampUpWithRate
    case rampUpReversed(start: Double, end: Double)
    /// A part of the fixed schedule beside an engine. `key` is dotted.
    case scheduleWithEngine(key: String)
    case roundsReversed(minimum: Int, maximum: Int)
    case referenceIsNoTool(String, tools: [String])
}
