import BenchModel
import Foundation
import Testing

struct RampUpTests {
    private let linear = RampUp(.linear, from: 2, to: 10)
    private let exponential = RampUp(.exponential, from: 2, to: 32)

    @Test func `the rate rises by the place of the request`() {
        #expect((0..<5).map { linear.rate(of: $0, in: 5) } == [2, 4, 6, 8, 10])
        #expect((0..<5).map { exponential.rate(of: $0, in: 5) } == [2, 4, 8, 16, 32])
        #expect(linear.rate(of: 0, in: 1) == 2)
    }

    @Test func `the mean rate is requests over time`() {
        // 1/2 + 1/4 + 1/8 + 1/16 + 1/32 seconds.
        #expect(abs(exponential.meanRate(of: 5) - 5 / 0.96875) < 1e-12)
        #expect(linear.meanRate(of: 1) == 2)
    }

    @Test func `a run of some seconds has the requests of a long run's mean rate`() {
        for rampUp in [linear, exponential, RampUp(.linear, from: 3, to: 3), RampUp(.exponential, from: 3, to: 3)] {
            let requests = rampUp.requests(within: 1e5)
            #expect(abs(requests / rampUp.meanRate(of: Int(requests)) / 1e5 - 1) < 1e-4)
        }
    }

    @Test func `a workload has a ramp-up when all of it is given`() {
        var workload = Workload()
        #expect(workload.rampUp == nil && !workload.isOpenLoop)
        workload.rampUpStrategy = .linear
        workload.rampUpStartRPS = 2
        #expect(workload.rampUp == nil)
        workload.rampUpEndRPS = 1
        #expect(workload.rampUp == nil)
        workload.rampUpEndRPS = 10
        #expect(workload.rampUp == linear && workload.isOpenLoop)
    }
}
