import BenchModel
import Testing

struct ClientTimingTests {
    /// Three streams of 100 tokens, 10 ms apart, that start 1 ms after one another.
    private static let exchanges = (0..<3).map {
        Wire.chat($0, sent: 1000 + Double($0), first: 20, gap: 10, tokens: 100)
    }

    /// Every stamp of a client at the time that `seen` makes of the wire's, both in milliseconds from the first request.
    private static func records(_ seen: (Double) -> Double) -> [RequestRecord] {
        exchanges.map { exchange in
            var record = exchange.record
            func shifted(_ instant: Instant) -> Instant {
                Wire.instant(1000 + seen((instant - Wire.instant(1000)) * 1e3))
            }
            record.contentChunks = ChunkInstants(record.contentChunks.map(shifted))
            record.firstContent = record.contentChunks.first
            return record
        }
    }

    @Test func `a client that is always as late has a usual delay and no stall`() throws {
        let timing = try #require(ClientTiming(records: Self.records { $0 + 30 }, exchanges: Self.exchanges))
        #expect(isClose(timing.usual, 0.03))
        #expect(timing.delays.compactMap { $0 }.allSatisfy { isClose($0, 0.03) })
        #expect(timing.stalls.isEmpty)
        #expect(timing.sharesClock)
    }

    @Test func `a stall has its time, its length and its requests`() throws {
        // Nothing is seen from 400 to 533; everything of that time comes at 533.
        let records = Self.records { (400..<533).contains($0 + 2) ? 533 : $0 + 2 }
        let timing = try #require(ClientTiming(records: records, exchanges: Self.exchanges))
        #expect(isClose(timing.usual, 0.002))
        let stall = try #require(timing.stalls.first)
        #expect(timing.stalls.count == 1)
        // The first message that waits passes at 400 and is due at 402.
        #expect(isClose(stall.start, 0.402))
        #expect(isClose(stall.length, 0.131))
        #expect(stall.requests == 3)
    }

    @Test func `silence of the wire is no stall, and neither is one of less than 20 ms`() throws {
        let quiet = [Wire.chat(0, sent: 0, first: 20, gap: 400, tokens: 5)]
        // Every other chunk comes a little early or late.
        let records = quiet.map { exchange in
            var record = exchange.record
            record.contentChunks = ChunkInstants(
                record.contentChunks.enumerated().map { $1 + ($0.isMultiple(of: 2) ? 0.001 : 0.004) }
            )
            record.firstContent = record.contentChunks.first
            return record
        }
        #expect(try #require(ClientTiming(records: records, exchanges: quiet)).stalls.isEmpty)
        let short = Self.records { (400..<415).contains($0) ? 415 : $0 }
        #expect(try #require(ClientTiming(records: short, exchanges: Self.exchanges)).stalls.isEmpty)
    }

    @Test func `a client with a clock of its own is held against the latencies`() throws {
        let records = Self.records { (400..<533).contains($0 + 2) ? 533 : $0 + 2 }.map { record in
            var record = record
            record.sent = record.sent + -1e6
            record.contentChunks = ChunkInstants(record.contentChunks.map { $0 + -1e6 })
            record.firstContent = record.contentChunks.first
            return record
        }
        let timing = try #require(ClientTiming(records: records, exchanges: Self.exchanges))
        #expect(!timing.sharesClock)
        #expect(isClose(timing.usual, 0.002))
        #expect(timing.stalls.map(\.requests) == [3])
    }

    @Test func `without a pair for every request nothing is said`() {
        #expect(ClientTiming(records: [], exchanges: []) == nil)
        #expect(ClientTiming(records: Self.records { $0 }.dropLast(), exchanges: Self.exchanges) == nil)
    }
}
