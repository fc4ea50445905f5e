import BenchModel
import Foundation
import Testing

@testable import Harness

struct SimulatorTruthTests {
    private func measured(_ lines: [String], from start: Double = 10, to end: Double = 20) -> SimulatorTruth? {
        let log = Data(lines.joined(separator: "\n").utf8)
        return SimulatorTruth(log: log, from: Instant(seconds: start), to: Instant(seconds: end))
    }

    private static let early = #"{"received":9.5,"chunks":[99]}"#
    private static let first = #"{"received":10,"chunks":[10.25,10.5,11.25]}"#
    private static let second = #"{"received":20,"chunks":[20.75]}"#
    private static let late = #"{"received":20.001,"chunks":[99]}"#

    @Test func `requests that were received in the window count`() throws {
        let truth = try #require(measured([Self.early, Self.first, Self.second, Self.late]))
        #expect(truth.requests == 2)
        #expect(abs(truth.meanTTFT - 0.5) < 1e-9)
        #expect(abs(try #require(truth.meanTPOT) - 0.5) < 1e-9)
    }

    @Test func `every metric has its truth, by the definitions that hold for clients`() throws {
        let truth = try #require(measured([Self.early, Self.first, Self.second, Self.late]))
        func value(_ metric: MetricID) -> Double? { truth.metrics[metric]?.value }
        // 0.25 and 0.75 to the first token, 1.25 and 0.75 to the last; gaps of 0.25 and 0.75.
        for (metric, expected) in [
            (MetricID(.ttft, .median), 0.5), (MetricID(.e2el, .mean), 1.0), (MetricID(.itl, .mean), 0.5),
            (MetricID(.duration), 10.75), (MetricID(.requestThroughput), 2 / 10.75),
            (MetricID(.outputThroughput), 4 / 10.75),
        ] {
            #expect(abs(try #require(value(metric)) - expected) < 1e-9, "\(metric)")
        }
        #expect(truth.metrics[MetricID(.ttft, .median)]?.samples == 2)
    }

    @Test func `lines that are broken, cut or without a token are passed over`() {
        let noise = [#"{"received":12,"chunks":[]}"#, "{", "", #"{"received":13}"#, #"{"received":14,"chu"#]
        #expect(measured([Self.first] + noise) == measured([Self.first]))
        #expect(measured(noise) == nil)
        #expect(measured([]) == nil)
    }

    @Test(arguments: ["status=503", "cut,after=2", "broken-json,after=1", "error,after=1", "stall,after=1,for=60s"])
    func `answers that a fault has failed are no truth`(fault: String) {
        let failed = #"{"received":12,"chunks":[15,16],"done":null,"fault":"\#(fault)"}"#
        #expect(measured([Self.first, failed]) == measured([Self.first]))
    }

    @Test func `a stall that was sat out is true`() throws {
        let stalled = #"{"received":12,"chunks":[14.25,15.25],"done":15.25,"fault":"stall,after=0,for=2s"}"#
        let fine = #"{"received":13,"chunks":[13.25,14.25],"done":14.25,"fault":null}"#
        let truth = try #require(measured([stalled, fine]))
        #expect(truth.requests == 2)
        #expect(abs(truth.meanTTFT - 1.25) < 1e-9)
    }

    @Test func `answers of one token have no time between tokens`() throws {
        let truth = try #require(measured([Self.second]))
        #expect(truth.meanTPOT == nil)
        #expect(abs(truth.meanTTFT - 0.75) < 1e-9)
    }
}
