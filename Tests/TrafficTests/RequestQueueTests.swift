import BenchModel
import Testing

@testable import Traffic

struct RequestQueueTests {
    @Test func `in a closed loop all may go at once`() {
        var queue = RequestQueue(count: 2, offsets: nil)
        queue.begin(at: Instant(seconds: 1))
        #expect(queue.start == nil && queue.nextDue == nil && queue.due(0) == nil)
        #expect([queue.take(), queue.take(), queue.take()] == [0, 1, nil])
        #expect(queue.isEmpty)
    }

    @Test func `in an open loop each may go when it is due, in order`() {
        var queue = RequestQueue(count: 3, offsets: [0.5, 1, 1])
        queue.begin(at: Instant(seconds: 10))
        #expect(queue.nextDue == Instant(seconds: 10.5))
        queue.release(at: Instant(seconds: 10.4))
        #expect(queue.take() == nil)
        queue.release(at: Instant(seconds: 10.5))
        #expect([queue.take(), queue.take()] == [0, nil])
        #expect(queue.nextDue == Instant(seconds: 11) && !queue.isEmpty)
        queue.release(at: Instant(seconds: 20))
        #expect(queue.nextDue == nil && queue.hasWaiting)
        #expect([queue.take(), queue.take()] == [1, 2])
        #expect(queue.due(2) == Instant(seconds: 11) && queue.isEmpty)
    }

    @Test func `when it is closed nothing more goes, due or not`() {
        var endless = RequestQueue(count: .max, offsets: nil)
        #expect([endless.take(), endless.take()] == [0, 1])
        #expect(!endless.isEmpty)
        endless.close()
        #expect(endless.take() == nil && endless.isEmpty && !endless.hasWaiting)
        var open = RequestQueue(count: 3, offsets: [0, 0, 5])
        open.begin(at: Instant(seconds: 1))
        open.release(at: Instant(seconds: 2))
        #expect(open.take() == 0)
        open.close()
        #expect(open.take() == nil && open.isEmpty && open.nextDue == nil)
    }
}
