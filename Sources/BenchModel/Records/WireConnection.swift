/// One connection of a client to the tap, and the tap's own to the server that belongs to it.
package struct WireConnection: Sendable, Equatable, Codable {
    /// At its port, from 0.
    package var number: Int
    package var accepted: Instant
    /// When the server had accepted the tap's. Nil when it did not.
    package var upstreamConnected: Instant?
    /// Nil while it is open.
    package var ended: Instant?
    /// Requests that came over it.
    package var requests: Int
    /// Why the server could not be reached. Nil when it could.
    package var failure: String?

    package init(number: Int, accepted: Instant) {
        self.number = number
        self.accepted = accepted
        requests = 0
    }
}
