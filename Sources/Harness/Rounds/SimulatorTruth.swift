import BenchModel
import Foundation

/// What the simulator really did during one run: the truth that a client's figures are held against.
struct SimulatorTruth: Sendable, Equatable {
    /// Mean time from a request read whole to its first token written, in seconds.
    let meanTTFT: Double
    /// Mean over requests of the time between tokens written, in seconds. Nil when every answer had one token.
    let meanTPOT: Double?
    let requests: Int

    private struct Line: Decodable {
        let received: Double
        let chunks: [Double]
    }

    /// - Parameters:
    ///   - log: The simulator's log, one JSON line a request.
    ///   - start: On the system's monotonic clock; requests that were received in the window count.
    /// - Returns: Nil when the log holds none of them.
    init?(log: Data, from start: Instant, to end: Instant) {
        let decoder = JSONDecoder()
        let window = Double(start.nanoseconds) * 1e-9...Double(end.nanoseconds) * 1e-9
        var waits: [Double] = []
        var gaps: [Double] = []
        for text in log.split(separator: UInt8(ascii: "\n")) {
            guard let line = try? decoder.decode(Line.self, from: text), window.contains(line.received),
                let first = line.chunks.first, let last = line.chunks.last
            else { continue }
            waits.append(first - line.received)
            if line.chunks.count > 1 { gaps.append((last - first) / Double(line.chunks.count - 1)) }
        }
        guard !waits.isEmpty else { return nil }
        meanTTFT = SampleSummary(waits).mean
        meanTPOT = gaps.isEmpty ? nil : SampleSummary(gaps).mean
        requests = waits.count
    }
}
