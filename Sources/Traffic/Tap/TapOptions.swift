/// Between whom a tap stands and how.
package struct TapOptions: Sendable {
    /// Base URL of the server, `http` or `https`; a path prefix is part of the address that clients are given.
    package var upstream: String
    /// Address to listen at. Default 127.0.0.1.
    package var host = "127.0.0.1"
    /// Ports to listen at, one for each client that is told apart. 0 picks a free one.
    package var ports: [Int]
    /// What an https server is trusted by.
    package var trust = TLSTrust.systemRoots
    /// Request headers (lower case) whose values are secret beside those whose names say so.
    package var secretHeaders: Set<String> = []
    /// By port number in `ports`: how long answers are held back after they were recorded, as a slow client would read
    /// them. Empty: not at all.
    package var holdBack: [Int: Duration] = [:]
    /// By port number in `ports`: how long the thread computes before it passes on what the server sent, as on a machine
    /// that is too slow for a tap. Empty: not at all.
    package var burden: [Int: Duration] = [:]

    /// - Parameter ports: How many free ports to listen at.
    package init(upstream: String, ports: Int = 1) {
        self.upstream = upstream
        self.ports = Array(repeating: 0, count: ports)
    }
}
