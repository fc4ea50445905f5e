import BenchModel
import Testing

@testable import Traffic

struct SimulatorScheduleTests {
    private static let start = Instant(nanoseconds: 1_000)

    private func dues(_ schedule: TokenSchedule, _ count: Int) -> [Int64] {
        var schedule = schedule
        return (0..<count).compactMap { schedule.due($0)?.nanoseconds }
    }

    @Test func `instants are absolute`() {
        let schedule = TokenSchedule(start: Self.start, ttft: .microseconds(20), itl: .nanoseconds(300))
        #expect(dues(schedule, 4) == [21_000, 21_300, 21_600, 21_900])
    }

    @Test func `an engine tells each instant when it makes the token`() {
        var schedule = TokenSchedule(madeFrom: Self.start)
        #expect(schedule.due(0) == nil)
        schedule.make(at: Instant(nanoseconds: 5_000))
        #expect(schedule.due(0)?.nanoseconds == 5_000)
        #expect(schedule.due(1) == nil)
    }

    @Test func `what is dropped does not move what comes later`() {
        var schedule = TokenSchedule(madeFrom: Self.start)
        for token in 0..<300 {
            schedule.make(at: Instant(nanoseconds: Int64(token)))
            schedule.drop(before: token)
            #expect(schedule.due(token)?.nanoseconds == Int64(token))
            #expect(schedule.due(token + 1) == nil)
        }
    }

    private func jittered(_ jitter: ScheduleJitter, index: Int, count: Int = 5000) -> [Int64] {
        let schedule = TokenSchedule(
            start: Self.start,
            ttft: .milliseconds(20),
            itl: .milliseconds(4),
            jitter: jitter,
            index: index
        )
        return dues(schedule, count)
    }

    @Test func `seed and place alone decide on jitter`() {
        let jitter = ScheduleJitter(ttft: .milliseconds(5), itl: .milliseconds(1), seed: 7)
        #expect(jittered(jitter, index: 3) == jittered(jitter, index: 3))
        #expect(jittered(jitter, index: 3)[0] != jittered(jitter, index: 4)[0])
        var other = jitter
        other.seed = 8
        #expect(jittered(jitter, index: 3)[0] != jittered(other, index: 3)[0])
    }

    @Test func `jitter adds exponential times of the given means and takes none away`() {
        let itl = ScheduleJitter(itl: .milliseconds(1), seed: 1)
        let dues = jittered(itl, index: 0)
        #expect(dues[0] == 20_001_000)
        let gaps = zip(dues.dropFirst(), dues).map { Double($0 - $1) / 1e6 }
        #expect(gaps.allSatisfy { $0 >= 4 })
        // Five standard errors of the mean of 4,999 exponential times; and an exponential median is ln 2 of its mean.
        #expect(abs(gaps.reduce(0, +) / Double(gaps.count) - 5) < 0.071)
        #expect(abs(gaps.sorted()[gaps.count / 2] - 4.693) < 0.071)
        let ttft = ScheduleJitter(ttft: .milliseconds(5))
        let firsts = (0..<5000).map { Double(jittered(ttft, index: $0, count: 1)[0] - 20_001_000) / 1e6 }
        #expect(firsts.allSatisfy { $0 >= 0 })
        #expect(abs(firsts.reduce(0, +) / 5000 - 5) < 0.36)
    }

    @Test(arguments: [
        ("ttft=5ms,itl=1ms,seed=7", ScheduleJitter(ttft: .milliseconds(5), itl: .milliseconds(1), seed: 7)),
        ("itl=0.5ms", ScheduleJitter(itl: .microseconds(500))),
    ])
    func `jitter is read from its text`(text: String, jitter: ScheduleJitter) throws {
        #expect(try ScheduleJitter(text: text) == jitter)
    }

    @Test(arguments: ["", "seed=1", "ttft=5", "ttft", "itl=1ms,itl=1ms", "tpot=1ms", "ttft=1ms,seed=-1"])
    func `a text that names no jitter is refused`(text: String) {
        #expect(throws: SettingError.self) { try ScheduleJitter(text: text) }
    }

    @Test func `a queue gives its elements in the order in which they are due`() {
        var queue = DueQueue<Int>()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let due = Int.random(in: 0..<100, using: &random)
            queue.insert(due, due: Instant(nanoseconds: Int64(due)))
        }
        var order: [Int] = []
        while let next = queue.popDue(by: Instant(nanoseconds: 49)) { order.append(next) }
        #expect(order == order.sorted())
        #expect(order.allSatisfy { $0 < 50 })
        #expect(queue.earliest == nil || (queue.earliest?.nanoseconds ?? 0) >= 50)
        while let next = queue.popDue(by: Instant(nanoseconds: 100)) { order.append(next) }
        #expect(order.count == 500)
        #expect(queue.earliest == nil)
    }

    @Test func `instants keep every nanosecond as text`() {
        #expect(JSONText.seconds(nanoseconds: 9_007_199_254_740_993) == "9007199.254740993")
        #expect(JSONText.seconds(nanoseconds: 5) == "0.000000005")
        #expect(JSONText.seconds(nanoseconds: -1_000_000_001) == "-1.000000001")
    }

    @Test func `text is quoted as JSON`() {
        #expect(JSONText.quoted("a\"b\\c\n\u{1}é") == #""a\"b\\c\n\u0001é""#)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 1_000, 999_999, 1_000_000, Int64.max])
    func `a lag is known to an eighth`(lag: Int64) {
        var histogram = LagHistogram()
        histogram.note(lag)
        histogram.note(Int64.max)
        let seen = histogram.quantile(0.5)
        #expect(seen >= lag && Double(seen) <= Double(lag) * 1.125)
        #expect(histogram.maximum == Int64.max)
    }

    @Test func `a percentile of lags leaves out the rest`() {
        var histogram = LagHistogram()
        #expect(histogram.quantile(0.99) == 0)
        for lag in 1...1000 { histogram.note(Int64(lag) * 1000) }
        #expect((990_000...1_000_000).contains(histogram.quantile(0.99)))
        #expect((500_000...562_500).contains(histogram.quantile(0.5)))
        #expect(histogram.quantile(1) == 1_000_000)
        #expect(histogram.count == 1000)
    }
}
