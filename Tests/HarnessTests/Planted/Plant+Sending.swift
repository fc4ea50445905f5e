import BenchModel
import TestSupport
import Traffic

extension Plant {
    /// Requests that are sent otherwise than asked.
    static let sending = [
        Plant(
            "a look-up of 60 ms inside the clocks of the first requests",
            "connection-setup",
            share: share(of: 0.06 * 4 / 24, in: PlantedBed.ttft),
            follows: ["client-late"]
        ) { $0.faults.lookup = 0.06 },
        Plant("a new connection for each request", "new-connection-per-request") {
            $0.faults.connectsForEachRequest = true
        },
        Plant("three slots in place of four", "concurrency-not-reached", share: 0.25) { $0.faults.slots = 3 },
        Plant("regular arrivals in place of random ones", "arrival-process") { bed in
            bed.openLoop()
            bed.faults.due = (0..<arrivals).map { Double($0 + 1) / rate }
        },
        Plant("arrivals at 2.5 times the rate", "arrival-process", share: 1 - rate / fastRate) { bed in
            bed.openLoop()
            bed.faults.due = fast
        },
    ]

    fileprivate static let arrivals = 40
    /// Requests per second.
    fileprivate static let rate = 50.0
    private static let fast = ArrivalSchedule(count: arrivals, rate: 2.5 * rate, seed: 3).due
    private static let fastRate = Double(arrivals - 1) / (fast[arrivals - 1] - fast[0])
}

extension PlantedBed {
    /// Poisson arrivals, without a limit.
    fileprivate mutating func openLoop() {
        workload.requests = Plant.arrivals
        workload.concurrency = nil
        workload.rate = Plant.rate
        due = ArrivalSchedule(count: Plant.arrivals, rate: Plant.rate, seed: 5).due
    }
}
