import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

/// Damaged output is refused or doubted; it never crashes the reader, and half a report is never given as a whole one.
@Suite struct EvalscopeFuzzTests {
    /// Reads bytes as one file. Nil when they are refused.
    private func read(_ data: Data, in folder: URL) throws -> ToolReport? {
        let file = folder.appending(path: "file")
        try data.write(to: file)
        do {
            return try EvalscopePerf().read(try ToolOutput(path: file.path))
        } catch is OutputError {
            return nil
        }
    }

    private static let texts = [
        "1.1.0/seed-console/console.txt", "1.7.0/box-console/console.txt", "1.14.1/real-server/stderr.log",
        "1.1.0/plain/outputs/run/benchmark_summary.json",
        "1.14.1/plain/outputs/run/parallel_4_number_20/benchmark_summary.json",
        "1.14.1/plain/outputs/run/parallel_4_number_20/benchmark_percentile.json",
    ]

    @Test(arguments: texts)
    func `text that is cut gives all, or a doubt, or an error`(_ name: String) async throws {
        let whole = try Data(contentsOf: Fixtures.url("tools/evalscope/" + name))
        try await Fixtures.withTemporaryFolder { folder in
            let full = try #require(try read(whole, in: folder))
            for (round, length) in stride(from: 0, to: whole.count, by: max(1, whole.count / 200)).enumerated() {
                if round.isMultiple(of: 16) { await Task.yield() }
                guard let report = try read(whole.prefix(length), in: folder) else { continue }
                let isWhole = Set(report.reported.keys) == Set(full.reported.keys)
                #expect(isWhole || report.warnings.count > full.warnings.count, "cut after \(length) bytes")
            }
        }
    }

    @Test(arguments: texts)
    func `text with a changed byte gives all, or a doubt, or an error`(_ name: String) async throws {
        let whole = try Data(contentsOf: Fixtures.url("tools/evalscope/" + name))
        var random = SeededGenerator(seed: 20_251_020)
        try await Fixtures.withTemporaryFolder { folder in
            let full = try #require(try read(whole, in: folder))
            for round in 0..<300 {
                if round.isMultiple(of: 16) { await Task.yield() }
                var damaged = whole
                let place = Int.random(in: 0..<whole.count, using: &random)
                damaged[place] = UInt8.random(in: 0...255, using: &random)
                guard let report = try read(damaged, in: folder) else { continue }
                let missing = Set(full.reported.keys).subtracting(report.reported.keys)
                #expect(
                    missing.isEmpty || report.warnings.count > full.warnings.count,
                    "byte \(place) is \(damaged[place]), and \(missing) is gone"
                )
            }
        }
    }

    private static let databases = ["1.1.0/failing/outputs/run", "1.14.1/failing/outputs/run/parallel_4_number_20"]

    @Test(arguments: databases)
    func `a damaged database is refused or complete`(_ name: String) async throws {
        let whole = try Data(contentsOf: Fixtures.url("tools/evalscope/\(name)/benchmark_data.db"))
        var random = SeededGenerator(seed: 7)
        try await Fixtures.withTemporaryFolder { folder in
            let count = try #require(try read(whole, in: folder)?.records?.count)
            #expect(count == 20)
            for round in 0..<60 {
                if round.isMultiple(of: 16) { await Task.yield() }
                let cut = whole.prefix(Int.random(in: 0..<whole.count, using: &random))
                if let report = try read(cut, in: folder) {
                    #expect(report.records?.count == count, "\(cut.count) bytes")
                }
                var damaged = whole
                for _ in 0..<Int.random(in: 1...64, using: &random) {
                    damaged[Int.random(in: 0..<whole.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                if let report = try read(damaged, in: folder) { #expect(report.records?.count == count) }
            }
        }
    }
}

/// SplitMix64, so that every run of the tests damages the same bytes.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
