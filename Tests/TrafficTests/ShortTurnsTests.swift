import BenchModel
import Testing

@testable import Traffic

struct ShortTurnsTests {
    private static func work(_ seconds: Double) {
        let start = LoadClock.now()
        while LoadClock.now() - start < seconds {}
    }

    @Test func `a turn that was long enough ends in a rest`() {
        var turns = ShortTurns()
        for _ in 0..<3 {
            Self.work(0.00015)
            let before = LoadClock.now()
            turns.pieceDone()
            #expect(LoadClock.now() - before >= 0.0003)
        }
    }

    @Test func `a short one goes on at once`() {
        let times = (0..<50).map { _ in
            var turns = ShortTurns()
            let before = LoadClock.now()
            turns.pieceDone()
            return LoadClock.now() - before
        }
        // Something else may take the core now and then.
        #expect(times.sorted()[25] < 0.0001)
    }
}
