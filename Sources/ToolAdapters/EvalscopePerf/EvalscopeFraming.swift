import BenchModel

/// What stands before and after the output in every answer of a server, as far as a release stamps it.
struct EvalscopeFraming: Equatable {
    /// Role chunks before the first output.
    var leading = 0
    /// Finish chunks after the last output; they have `choices`.
    var trailing = 0

    /// Nil when every answer has fewer events than tokens, so that a role chunk cannot be told from output.
    /// - Parameters:
    ///   - surplus: As in `EvalscopeClock.surplus`.
    ///   - endsAtOnce: As in `EvalscopeClock.endsAtOnce`: a single event without output is then the last one.
    init?(clock: EvalscopeClock, isChat: Bool, surplus: Int, endsAtOnce: Bool) {
        guard clock != .everyOutput else { return }
        // evalscope always asks for the usage chunk, the last event, which has no choices.
        let choices = surplus - (clock == .everyEvent ? 1 : 0)
        if isChat, !(choices == 1 && endsAtOnce) {
            guard choices >= 0 else { return nil }
            leading = min(choices, 1)
            trailing = min(max(choices - 1, 0), 1)
        } else {
            trailing = min(max(choices, 0), 1)
        }
    }
}
