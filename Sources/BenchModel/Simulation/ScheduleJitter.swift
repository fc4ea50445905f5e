/// What chance adds to the simulator's fixed schedule: an exponential time on top of the first token's and on top of
/// each gap, so that many are near the schedule and a few far behind it, as on real servers. All of it is drawn when a
/// request begins; the seed and the request's place among those that generate alone decide.
package struct ScheduleJitter: Sendable, Equatable {
    /// Mean of what is added to the time of the first token. The default is zero.
    package var ttft: Duration = .zero
    /// Mean of what is added to each gap. The default is zero.
    package var itl: Duration = .zero
    package var seed = 0

    package init(ttft: Duration = .zero, itl: Duration = .zero, seed: Int = 0) {
        self.ttft = ttft
        self.itl = itl
        self.seed = seed
    }

    /// From `ttft=TIME,itl=TIME,seed=N`, with at least one of the times.
    package init(text: String) throws(SettingError) {
        let settings = try SettingText(text, known: ["ttft=", "itl=", "seed="])
        guard settings.has("ttft") || settings.has("itl") else { throw .someOf(["ttft", "itl"]) }
        ttft = try settings.duration("ttft") ?? .zero
        itl = try settings.duration("itl") ?? .zero
        seed = try settings.integer("seed", atLeast: 0) ?? 0
    }
}
