/// What a simulated engine with continuous batching costs, as vLLM's scheduler in small: in each step the requests in
/// the slots make one token each, and those that are new have their prompts read first.
package struct EngineModel: Sendable, Equatable {
    /// Requests that run at once; the others wait, first come, first served. The default is vLLM's 256.
    package var slots = 256
    /// Time that each token of a prompt adds to the step that reads it.
    package var prefill: Duration = .microseconds(100)
    /// Time of a step, whatever is in it.
    package var step: Duration = .milliseconds(10)
    /// Time that each running request adds to a step.
    package var stepPerSequence: Duration = .zero
    /// Whether prompts that begin as an earlier one did are read from there on only, in blocks of 16 tokens.
    package var hasPrefixCache = false

    package init() {}

    /// From `slots=N,prefill=TIME,step=TIME,step-per-sequence=TIME,prefix-cache`, any of them.
    package init(text: String) throws(SettingError) {
        let settings = try SettingText(
            text,
            known: ["slots=", "prefill=", "step=", "step-per-sequence=", "prefix-cache"]
        )
        slots = try settings.integer("slots", atLeast: 1, atMost: 1_048_576) ?? slots
        prefill = try settings.duration("prefill") ?? prefill
        step = try settings.duration("step") ?? step
        // A step of no time would make all tokens at once, and the loop that makes them would see to nothing else.
        guard step >= .microseconds(1) else { throw .wrong("step", expected: "a duration of 1us or more") }
        stepPerSequence = try settings.duration("step-per-sequence") ?? stepPerSequence
        hasPrefixCache = settings.has("prefix-cache")
    }
}
