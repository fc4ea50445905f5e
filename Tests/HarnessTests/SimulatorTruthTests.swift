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

    @Test func `lines that are broken, cut or without a token are passed over`() {
        let noise = [#"{"received":12,"chunks":[]}"#, "{", "", #"{"received":13}"#, #"{"received":14,"chu"#]
        #expect(measured([Self.first] + noise) == measured([Self.first]))
        #expect(measured(noise) == nil)
        #expect(measured([]) == nil)
    }

    @Test func `answers of one token have no time between tokens`() throws {
        let truth = try #require(measured([Self.second]))
        #expect(truth.meanTPOT == nil)
        #expect(abs(truth.meanTTFT - 0.75) < 1e-9)
    }
}
