import BenchModel
import Foundation

/// What the simulator really did during one run: the truth that a client's figures are held against.
struct SimulatorTruth: Sendable, Equatable {
    /// Under the canonical definitions, with the server's instants in place of the client's: a request counts as sent when
    /// it was read whole, and a chunk as received when it was written.
    let metrics: [MetricID: MetricValue]
    /// Mean time from a request read whole to its first token written, in seconds.
    let meanTTFT: Double
    /// Mean over requests of the time between tokens written, in seconds. Nil when every answer had one token.
    let meanTPOT: Double?
    let requests: Int

    private struct Line: Decodable {
        let received: Double
        let chunks: [Double]
        let done: Double?
        let fault: String?

        /// Whether a client counts the answer as a success. A fault fails it, but for a stall that the client sat
        /// out: its times are late in truth.
        var counts: Bool { fault.map { $0.hasPrefix("stall") && done != nil } ?? true }

        func record(_ index: Int) -> RequestRecord {
            var record = RequestRecord(index: index, sent: Instant(seconds: received))
            record.contentChunks = ChunkInstants(chunks.map { Instant(seconds: $0) })
            record.lastChoice = record.contentChunks.last
            record.outputTokens = chunks.count
            return record
        }
    }

    /// - Parameters:
    ///   - log: The simulator's log, one JSON line a request.
    ///   - start: On the system's monotonic clock; requests that were received in the window count,
    ///     except for those that a fault has failed.
    /// - Returns: Nil when the log holds none of them.
    init?(log: Data, from start: Instant, to end: Instant) {
        let decoder = JSONDecoder()
        let window = Double(start.nanoseconds) * 1e-9...Double(end.nanoseconds) * 1e-9
        var records: [RequestRecord] = []
        for text in log.split(separator: UInt8(ascii: "\n")) {
            guard let line = try? decoder.decode(Line.self, from: text), window.contains(line.received), line.counts,
                !line.chunks.isEmpty
            else { continue }
            records.append(line.record(records.count))
        }
        metrics = CanonicalMetrics.compute(from: records)
        guard let wait = metrics[MetricID(.ttft, .mean)] else { return nil }
        meanTTFT = wait.value
        meanTPOT = metrics[MetricID(.tpot, .mean)]?.value
        requests = records.count
    }
}
