import BenchModel
import Foundation

/// What the simulator really did for one run of one client, from its log.
struct ServedRun: Equatable {
    private struct Line: Decodable {
        let index: Int
        let id: String?
        let received: Double
        let chunks: [Double]
        let done: Double?
        let outputTokens: Int

        private enum CodingKeys: String, CodingKey {
            case index, id, received, chunks, done
            case outputTokens = "output_tokens"
        }
    }

    /// Requests that the server generated an answer to and that belong to the run.
    let requests: Int
    /// Those of them whose answer was written to its end.
    let completed: Int
    /// Chunks that were written, one a token.
    let chunks: Int
    /// When the first request had been read whole.
    let start: Instant
    /// When the last answer had been written.
    let end: Instant
    /// From a request read whole to its first chunk written, in seconds. Empty when the log has no chunks.
    let ttfts: [Double]
    /// Mean time between chunks, pooled over requests, in seconds. Nil when the log has no chunks.
    let meanITL: Double?
    /// When each request was received, in seconds after the first one, ascending.
    let arrivals: [Double]

    /// - Parameters:
    ///   - log: One JSON line a request, in any order.
    ///   - requests: Requests of the run. Those that came before, which some tools send as a test, are left out.
    /// - Returns: Nil when no answer was generated.
    init?(log: Data, requests: Int) throws {
        let decoder = JSONDecoder()
        var lines: [Line] = []
        for text in log.split(separator: UInt8(ascii: "\n")) {
            let line = try decoder.decode(Line.self, from: text)
            if line.id != nil { lines.append(line) }
        }
        lines.sort { $0.index < $1.index }
        lines = lines.suffix(requests)
        guard let first = lines.map(\.received).min() else { return nil }
        self.requests = lines.count
        completed = lines.count { $0.done != nil }
        chunks = lines.reduce(0) { $0 + $1.outputTokens }
        start = Instant(seconds: first)
        end = Instant(seconds: lines.map { $0.done ?? $0.chunks.last ?? $0.received }.max() ?? first)
        ttfts = lines.compactMap { line in line.chunks.first.map { $0 - line.received } }
        let gaps = lines.reduce(0) { $0 + max(0, $1.chunks.count - 1) }
        let span = lines.reduce(0) { $0 + (($1.chunks.last ?? 0) - ($1.chunks.first ?? 0)) }
        meanITL = gaps > 0 ? span / Double(gaps) : nil
        arrivals = lines.map { $0.received - first }.sorted()
    }

    /// In seconds.
    var seconds: Double { end - start }

    /// Requests received per second. Nil with fewer than two.
    var arrivalRate: Double? {
        guard let last = arrivals.last, last > 0 else { return nil }
        return Double(arrivals.count - 1) / last
    }

    /// Mean wait of the requests before they were received, had they been due at even gaps, in seconds. The draw of
    /// random gaps moves it by √(n/12) gaps at most, one standard deviation.
    func meanWait(rate: Double) -> Double {
        let waits = arrivals.enumerated().reduce(0) { $0 + ($1.element - Double($1.offset) / rate) }
        return waits / Double(max(1, arrivals.count))
    }
}
