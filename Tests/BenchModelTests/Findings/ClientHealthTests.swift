import BenchModel
import Foundation
import Testing

struct ClientHealthTests {
    private var client: ClientUsage {
        var client = ClientUsage(cpuSeconds: 1, peakMemoryBytes: 1, cpuShare: 0.1, loopLagP99: 0.0002)
        client.busyTurnP99 = 0.0003
        client.peakInFlight = 4
        client.connectionsOpened = 4
        return client
    }

    /// Each slot sends a request of 0.5 s, 20 ms to the first token, as soon as the one before has ended.
    private func closedLoop(slots: Int = 4, each: Int = 5, idle: Double = 0, ttft: Double = 0.02) -> [RequestRecord] {
        (0..<slots).flatMap { _ in
            (0..<each).map { place in
                var record = RequestRecord(index: place, sent: Instant(seconds: 10 + Double(place) * (0.5 + idle)))
                record.firstContent = record.sent + ttft
                record.lastChoice = record.sent + 0.5
                record.done = record.lastChoice
                return record
            }
        }
    }

    /// Ten a second from 10 s on, each that late.
    private func openLoop(late: Double, count: Int = 100) -> [RequestRecord] {
        (0..<count).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: 10.1 + Double(index) / 10 + late))
            record.due = Instant(seconds: 10.1 + Double(index) / 10)
            record.firstContent = record.sent + 0.02
            record.lastChoice = record.sent + 0.5
            record.done = record.lastChoice
            return record
        }
    }

    private func health(
        _ records: [RequestRecord],
        asked: AskedLoad = AskedLoad(requests: 20, concurrency: 4),
        isOpen: Bool = false,
        interrupted: Bool = false,
        change: (inout ClientUsage) -> Void = { _ in }
    ) throws -> ClientHealth {
        var client = client
        change(&client)
        let document = MeasurementDocument(
            records: records,
            client: client,
            load: asked,
            interrupted: interrupted,
            scheduleStart: isOpen ? Instant(seconds: 10) : nil
        )
        return try #require(document.health)
    }

    private func failed(_ health: ClientHealth) -> [String] { health.failures.map(\.id) }

    private func unchecked(_ health: ClientHealth) -> Set<String> {
        Set(health.checks.filter { $0.outcome == .notChecked }.map(\.id))
    }

    @Test func `an engine that keeps up is healthy, and what does not apply is not checked`() throws {
        let closed = try health(closedLoop())
        #expect(closed.healthy && unchecked(closed) == ["send_lag_p99", "achieved_rate"])
        let open = try health(openLoop(late: 0.0001), asked: AskedLoad(requests: 100, rate: 10), isOpen: true)
        #expect(open.healthy && unchecked(open) == ["peak_in_flight", "slot_use"])
        #expect(closed.checks.map(\.id) == open.checks.map(\.id))
        #expect((closed.checks + open.checks).allSatisfy { !$0.reason.isEmpty })
    }

    @Test func `a thread without time is a bottleneck`() throws {
        #expect(failed(try health(closedLoop()) { $0.cpuShare = 0.95 }) == ["cpu_share"])
        #expect(failed(try health(closedLoop()) { $0.cpuShare = 0.89 }) == [])
    }

    @Test func `lag counts beyond a time slice and beyond what shifts the mean TTFT by 1 %`() throws {
        // A tenth of 20 ms is less than a slice, of 400 ms it is 40 ms.
        #expect(failed(try health(closedLoop()) { $0.loopLagP99 = 0.009 }) == [])
        #expect(failed(try health(closedLoop()) { $0.loopLagP99 = 0.011 }) == ["loop_lag_p99"])
        let slow = closedLoop(ttft: 0.4)
        #expect(failed(try health(slow) { $0.loopLagP99 = 0.039 }) == [])
        #expect(failed(try health(slow) { $0.loopLagP99 = 0.041 }) == ["loop_lag_p99"])
        #expect(failed(try health(slow) { $0.busyTurnP99 = 0.079 }) == [])
        #expect(failed(try health(slow) { $0.busyTurnP99 = 0.081 }) == ["loop_busy_p99"])
    }

    @Test func `what was not measured is not checked`() throws {
        let health = try health(closedLoop()) {
            $0.loopLagP99 = nil
            $0.busyTurnP99 = nil
        }
        #expect(health.healthy && unchecked(health).isSuperset(of: ["loop_lag_p99", "loop_busy_p99"]))
    }

    @Test func `a run of less than a second says little`() throws {
        let short = try health(closedLoop(each: 1), asked: AskedLoad(requests: 4, concurrency: 4)) {
            $0.cpuShare = 1
            $0.loopLagP99 = 1
            $0.busyTurnP99 = 1
        }
        #expect(short.healthy && unchecked(short).count == 6)
    }

    @Test func `requests that go out late are the engine's doing`() throws {
        let asked = AskedLoad(requests: 100, rate: 10)
        let late = try health(openLoop(late: 0.02), asked: asked, isOpen: true)
        // The rate is only 0.2 % short.
        #expect(failed(late) == ["send_lag_p99"])
        let behind = openLoop(late: 0).enumerated().map { index, record in
            var record = record
            record.sent = record.sent + 0.001 * Double(index)
            return record
        }
        #expect(failed(try health(behind, asked: asked, isOpen: true)) == ["send_lag_p99", "achieved_rate"])
    }

    @Test func `what waited for a slot or a new connection is not`() throws {
        let records = openLoop(late: 2)
        let capped = try health(records, asked: AskedLoad(requests: 100, concurrency: 4, rate: 10), isOpen: true)
        #expect(capped.healthy && unchecked(capped).isSuperset(of: ["send_lag_p99", "achieved_rate"]))
        let connecting = try health(openLoop(late: 0.02), asked: AskedLoad(requests: 100, rate: 10), isOpen: true) {
            $0.connectionsOpened = 20
        }
        #expect(connecting.healthy)
    }

    @Test func `a short schedule forgives a time slice`() throws {
        let records = openLoop(late: 0.005, count: 3)
        let health = try health(records, asked: AskedLoad(requests: 3, rate: 10), isOpen: true)
        #expect(health.healthy && unchecked(health).contains("achieved_rate"))
    }

    @Test func `slots that were never filled or stay empty are throughput lost`() throws {
        #expect(failed(try health(closedLoop()) { $0.peakInFlight = 3 }) == ["peak_in_flight"])
        let few = try health(closedLoop(slots: 1, each: 3), asked: AskedLoad(requests: 3, concurrency: 4)) {
            $0.peakInFlight = 3
            $0.connectionsOpened = 3
        }
        #expect(failed(few) == [] && unchecked(few).contains("slot_use"))
        #expect(failed(try health(closedLoop(idle: 0.01))) == [])
        #expect(failed(try health(closedLoop(idle: 0.03))) == ["slot_use"])
        #expect(try health(closedLoop(idle: 0.03)) { $0.connectionsOpened = 9 }.healthy)
        #expect(try health(closedLoop(), interrupted: true) { $0.peakInFlight = 3 }.healthy)
    }

    @Test func `its JSON says what was held against what`() throws {
        let health = try health(closedLoop()) { $0.cpuShare = 0.95 }
        let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(health))
        #expect(json["healthy"] == false)
        let check = try #require(json["checks"]?.array?.first)
        #expect(check["id"] == "cpu_share" && check["outcome"] == "fail" && check["unit"] == "share")
        #expect(check["value"] == 0.95 && check["at_most"] == 0.9 && check["at_least"] == nil)
        #expect(try JSONDecoder().decode(ClientHealth.self, from: JSONEncoder().encode(health)) == health)
    }
}
