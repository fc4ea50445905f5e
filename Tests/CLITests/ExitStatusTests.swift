import BenchModel
import Testing

@testable import CLI

struct ExitStatusTests {
    /// Requests of half a second, one after the other.
    private func load(
        failing: Int = 0,
        interrupted: Bool = false,
        cpuShare: Double = 0.1,
        count: Int = 4
    ) -> MeasurementDocument {
        let records = (0..<count).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: Double(index) / 2))
            record.firstContent = record.sent + 0.1
            record.lastChoice = record.sent + 0.5
            if index < failing { record.failure = RequestFailure(.status, "") }
            return record
        }
        return MeasurementDocument(
            records: records,
            client: ClientUsage(cpuSeconds: 0, peakMemoryBytes: 0, cpuShare: cpuShare, loopLagP99: nil),
            interrupted: interrupted
        )
    }

    @Test func `a load counts when all of it was answered and the engine kept up`() {
        #expect(ExitStatus(load()) == .agree)
        #expect(ExitStatus(load(failing: 1)) == .invalid)
        #expect(ExitStatus(load(count: 0)) == .invalid)
        #expect(ExitStatus(load(cpuShare: 0.95)) == .invalid)
    }

    @Test func `one that was stopped is stopped, whatever else it is`() {
        #expect(ExitStatus(load(failing: 1, interrupted: true, cpuShare: 0.95)) == .interrupted)
    }
}
