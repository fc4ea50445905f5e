/// A schedule on which the simulator answers while tools are calibrated.
package struct CalibrationProfile: Sendable, Codable, Equatable {
    package var name: String
    /// From a request read whole to its first token, in seconds.
    package var ttft: Double
    /// From each token to the next, in seconds. Greater than 0.
    package var itl: Double

    package init(name: String, ttft: Double, itl: Double) {
        self.name = name
        self.ttft = ttft
        self.itl = itl
    }

    /// Two that lie far enough apart to tell what a tool adds from what it multiplies by.
    package static let fast = CalibrationProfile(name: "fast", ttft: 0.02, itl: 0.005)
    package static let slow = CalibrationProfile(name: "slow", ttft: 0.2, itl: 0.02)

    /// Seconds that an answer takes.
    package func answer(tokens: Int) -> Double { ttft + Double(max(0, tokens - 1)) * itl }

    /// Chunks per second of so many answers under way at once.
    package func chunksPerSecond(concurrency: Int) -> Double { Double(concurrency) / itl }
}
