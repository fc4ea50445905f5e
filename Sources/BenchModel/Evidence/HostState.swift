/// What the machine was like while one tool ran: how busy, how fast, and how steady its clocks. Shares are of all cores:
/// 1 is every core busy all the time.
package struct HostState: Sendable, Equatable, Codable {
    package var cores: Int
    /// For how long it was watched. Nil here and below: the system does not tell.
    package var seconds: Double?
    /// Busy time of everything.
    package var busyShare: Double?
    /// Time that a hypervisor gave to others.
    package var stealShare: Double?
    /// Busy time of processes that are neither the tool, nor Concord, nor a server that Concord started.
    package var otherShare: Double?
    package var scaling: CPUScaling?
    /// How often a core was slowed down because it was hot, over all cores.
    package var throttleEvents: Int?
    package var clocks: ClockPace?

    package init(cores: Int) { self.cores = cores }

    private enum CodingKeys: String, CodingKey {
        case cores, seconds, scaling, clocks
        case busyShare = "busy_share"
        case stealShare = "steal_share"
        case otherShare = "other_share"
        case throttleEvents = "throttle_events"
    }
}
