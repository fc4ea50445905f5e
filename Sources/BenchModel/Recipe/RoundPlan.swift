/// How often all tools are run.
package struct RoundPlan: Sendable, Equatable {
    /// Rounds before the first look at the verdict. At least 1.
    package var minimum = 3
    /// Rounds are added until every gated metric is decided or this many are done. At least `minimum`.
    package var maximum = 3

    package init() {}

    /// What is not given follows from what is: no round is added beyond the minimum, and a lower maximum lowers the
    /// default minimum.
    package init(minimum: Int?, maximum: Int?) {
        self.minimum = minimum ?? min(self.minimum, maximum ?? self.minimum)
        self.maximum = maximum ?? self.minimum
    }
}
