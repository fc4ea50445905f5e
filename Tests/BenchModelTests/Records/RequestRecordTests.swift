import BenchModel
import Testing

struct RequestRecordTests {
    private func at(_ milliseconds: Int64) -> Instant { Instant(nanoseconds: milliseconds * 1_000_000) }

    @Test func `latencies are taken from sent`() {
        var record = RequestRecord(index: 0, sent: at(100))
        record.due = at(50)
        record.firstChunk = at(110)
        record.contentChunks = [at(120), at(130), at(140)]
        record.lastChoice = at(141)
        record.done = at(150)
        record.outputTokens = 4
        #expect(record.ttft == 0.02)
        #expect(record.e2el == 0.041)
        #expect(record.tpot.map { isClose($0, 0.007) } == true)
        #expect(record.end == at(150))
    }

    @Test func `what was not recorded is nil, not zero`() {
        var record = RequestRecord(index: 0, sent: at(100))
        record.firstChunk = at(110)
        #expect(record.ttft == nil)
        #expect(record.e2el == nil)
        record.firstContent = at(120)
        record.lastChoice = at(120)
        record.outputTokens = 1
        #expect(record.ttft == 0.02)
        #expect(record.tpot == nil)
    }

    @Test func `the end is the last instant that is known`() {
        var record = RequestRecord(index: 0, sent: at(100))
        #expect(record.end == at(100))
        record.firstContent = at(120)
        #expect(record.end == at(120))
        record.usage = at(130)
        #expect(record.end == at(130))
    }
}
