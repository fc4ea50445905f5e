/// How far a run is, from what the tool prints.
package struct RunProgress: Sendable, Equatable {
    /// A short phrase: `starting`, `generating prompts`, `sending`.
    package let phase: String
    /// Requests done. Nil when not known.
    package let done: Int?
    /// Requests in all. Nil when not known.
    package let total: Int?

    package init(phase: String, done: Int? = nil, total: Int? = nil) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}
