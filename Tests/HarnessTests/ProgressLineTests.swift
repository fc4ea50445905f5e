import Harness
import Testing
import Traffic

struct ProgressLineTests {
    private func progress(_ elapsed: Double, _ completed: Int, failed: Int = 0, total: Int = 500) -> LoadProgress {
        var progress = LoadProgress(completed: completed, failed: failed, total: total, chunks: 0)
        progress.elapsed = elapsed
        progress.inFlight = 50
        let succeeded = completed - failed
        progress.ttftSum = Double(succeeded) * 0.0204
        progress.gaps = succeeded * 99
        progress.streamingSum = Double(progress.gaps) * 0.00471
        return progress
    }

    @Test func `it says how far the load is and how fast`() {
        var line = ProgressLine()
        #expect(
            line.text(for: progress(2, 100))
                == "2.0 s  100/500 done  50.0 req/s  TTFT 20.4 ms  ITL 4.71 ms  50 in flight  0 errors"
        )
    }

    @Test func `rates and means are those of the last two seconds`() {
        var line = ProgressLine(duration: .seconds(30))
        for tenth in 0...100 { _ = line.text(for: progress(Double(tenth) / 10, tenth)) }
        var fast = progress(12, 400, failed: 1, total: .max)
        fast.ttftSum = 100 * 0.0204 + 299 * 0.1
        fast.gaps = 9900
        fast.streamingSum = 9900 * 0.00471
        #expect(
            line.text(for: fast) == "12.0/30 s  400 done  150 req/s  TTFT 100 ms  50 in flight  1 error"
        )
    }

    @Test func `while nothing ends it shows the whole run's`() {
        var line = ProgressLine()
        _ = line.text(for: progress(1, 100))
        for tenth in 11...100 { _ = line.text(for: progress(Double(tenth) / 10, 100)) }
        #expect(line.text(for: progress(20, 100)).contains("  5.00 req/s  TTFT 20.4 ms  ITL 4.71 ms  "))
    }

    @Test func `before the first answer there is nothing to divide`() {
        var line = ProgressLine()
        #expect(line.text(for: progress(0, 0)) == "0.0 s  0/500 done  50 in flight  0 errors")
        #expect(line.text(for: progress(0.5, 0)) == "0.5 s  0/500 done  0.00 req/s  50 in flight  0 errors")
    }
}
