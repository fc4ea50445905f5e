/// How busy the machine was while one tool ran. Shares are of all cores: 1 is every core busy all the time.
package struct HostState: Sendable, Equatable, Codable {
    package var cores: Int
    /// Busy time of everything. Nil here and below: the system does not tell.
    package var busyShare: Double?
    /// Time that a hypervisor gave to others.
    package var stealShare: Double?
    /// Busy time of processes that are neither the tool, nor Concord, nor a server that Concord started.
    package var otherShare: Double?

    package init(cores: Int) { self.cores = cores }

    private enum CodingKeys: String, CodingKey {
        case cores
        case busyShare = "busy_share"
        case stealShare = "steal_share"
        case otherShare = "other_share"
    }
}
