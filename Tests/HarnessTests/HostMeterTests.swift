import BenchModel
import Foundation
import Testing

@testable import Harness

struct HostMeterTests {
    @Test func `a run has its length and its clocks, whatever else the system tells`() async throws {
        let meter = HostMeter()
        try await Task.sleep(for: .milliseconds(50))
        let state = meter.state(toolSeconds: nil, knowsServer: true)
        let seconds = try #require(state.seconds)
        #expect(seconds >= 0.05 && state.clocks != nil && state.cores >= 1)
        // Without the tool's part nobody knows what was somebody else's.
        #expect(state.otherShare == nil)
    }
}
