import BenchModel
import Testing

@testable import Traffic

struct SimulatorScheduleTests {
    private let schedule = TokenSchedule(
        start: Instant(nanoseconds: 1_000),
        ttft: .microseconds(20),
        itl: .nanoseconds(300),
        steps: 4
    )

    @Test func `instants are absolute`() {
        #expect((0..<4).map { schedule.due($0).nanoseconds } == [21_000, 21_300, 21_600, 21_900])
    }

    @Test(arguments: [(0, 0), (20_999, 0), (21_000, 1), (21_299, 1), (21_300, 2), (21_900, 4), (90_000, 4)])
    func `a step counts as due from its instant on`(now: Int64, steps: Int) {
        #expect(schedule.stepsDue(at: Instant(nanoseconds: now)) == steps)
    }

    @Test func `without an interval everything is due with the first step`() {
        let schedule = TokenSchedule(start: Instant(nanoseconds: 5), ttft: .nanoseconds(5), itl: .zero, steps: 7)
        #expect(schedule.stepsDue(at: Instant(nanoseconds: 9)) == 0)
        #expect(schedule.stepsDue(at: Instant(nanoseconds: 10)) == 7)
    }

    @Test func `a whole answer is due with its last token`() {
        #expect(schedule.whole.steps == 1)
        #expect(schedule.whole.due(0) == schedule.due(3))
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
}
