import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct EvalscopeReadTests {
    @Test func `every folder of recorded output is a case`() {
        let folders = Fixtures.cases("tools/evalscope").filter { $0 != "README.md" }.flatMap {
            Fixtures.cases("tools/evalscope/\($0)")
        }
        #expect(folders.count == EvalscopeCase.all.count)
        #expect(folders.count >= 23)
    }

    @Test(arguments: EvalscopeCase.all)
    func `the figures of a run are read with their resolution`(_ run: EvalscopeCase) throws {
        let report = try run.read()
        #expect(Set(report.reported.keys.map(\.description)) == Set(run.reported.keys))
        for (metric, value) in report.reported {
            let expected = try #require(run.reported[metric.description])
            #expect(isClose(value.value, expected.value), "\(metric) is \(value.value), not \(expected.value)")
            #expect(isClose(value.resolution, expected.resolution), "\(metric) is known to ±\(value.resolution)")
            #expect(value.sourceName != nil)
        }
    }

    @Test(arguments: EvalscopeCase.all.filter { $0.canonical != nil })
    func `the records give the canonical figures`(_ run: EvalscopeCase) throws {
        let report = try run.read()
        let records = try #require(report.records)
        #expect(records.count == run.requests)
        #expect(Set(report.absent.keys) == run.absent)
        #expect(records.map(\.index) == Array(records.indices))
        #expect(zip(records, records.dropFirst()).allSatisfy { $0.sent <= $1.sent })
        let canonical = CanonicalMetrics.compute(from: records, absent: Set(report.absent.keys))
        for (name, expected) in try #require(run.canonical) {
            let metric = try #require(MetricID(name))
            let figure = try #require(canonical[metric], "\(name) is missing")
            // Where the end is known within bounds, the least of them: the last output.
            let value = metric.statistic == .standardDeviation ? figure.value : figure.value - figure.resolution
            guard metric.statistic != .standardDeviation || figure.resolution == 0 else {
                #expect(abs(value - expected) <= figure.resolution)
                continue
            }
            #expect(abs(value - expected) <= 2e-9 + 1e-7 * abs(expected), "\(name) is \(value), not \(expected)")
        }
    }

    @Test(arguments: EvalscopeCase.all.filter { $0.canonical != nil })
    func `the log of a run agrees with its files to the last digit printed`(_ run: EvalscopeCase) throws {
        let files = try run.read()
        for console in try run.consoles() {
            #expect(console.records == nil)
            #expect(Set(console.reported.keys).isSubset(of: files.reported.keys))
            for (metric, value) in console.reported {
                let exact = try #require(files.reported[metric])
                let open = value.resolution + exact.resolution + 1e-12
                #expect(abs(value.value - exact.value) <= open, "\(metric): \(value) against \(exact)")
                #expect(value.resolution >= exact.resolution - 1e-12, "\(metric) is not better known from the console")
            }
        }
    }

    /// From 1.11.1 on, evalscope's TTFT and ITL are the canonical ones, and its averages are over the same requests.
    @Test(arguments: EvalscopeCase.all.filter { $0.canonical != nil && $0.name.hasPrefix("1.14.1/") })
    func `recomputed means lie in what the printed digits leave open`(_ run: EvalscopeCase) throws {
        let report = try run.read()
        let canonical = CanonicalMetrics.compute(from: try #require(report.records))
        let same = ["ttft.mean", "itl.mean", "ttft.min", "ttft.max", "tokens.input", "tokens.output"]
        for metric in same.compactMap({ MetricID($0) }) {
            guard let reported = report.reported[metric] else { continue }
            let value = try #require(canonical[metric]?.value)
            #expect(abs(value - reported.value) <= reported.resolution + 1e-9, "\(metric)")
        }
    }

    @Test(arguments: EvalscopeCase.all.filter { $0.name.hasSuffix("/all-failed") })
    func `a run without an answer has no latencies`(_ run: EvalscopeCase) throws {
        let reported = try run.read().reported
        #expect(reported[MetricID(.requestsFailed)]?.value == 20)
        #expect(reported.keys.allSatisfy { !$0.family.isDistribution })
        #expect(reported.values.allSatisfy { $0.value >= 0 })
    }

    @Test func `failed requests are records without a cause`() throws {
        for name in ["1.1.0/failing", "1.7.0/failing", "1.14.1/failing"] {
            let records = try #require(try EvalscopeCase(name).read().records)
            let failed = records.filter { !$0.succeeded }
            #expect(failed.count == 4)
            #expect(failed.allSatisfy { $0.failure?.kind == .unspecified && $0.contentChunks.isEmpty })
        }
    }

    @Test func `the role chunk is the first chunk and not the first token`() throws {
        for name in ["1.1.0/plain", "1.4.0/finish-chunk", "1.7.0/plain", "1.11.0/plain", "1.11.0/finish-chunk"] {
            let records = try #require(try EvalscopeCase(name).read().records)
            for record in records {
                let first = try #require(record.firstChunk)
                let content = try #require(record.firstContent)
                #expect((0.015...0.040).contains(content - first), "the server waits 20 ms between them")
                #expect(record.contentChunks.count == 12)
            }
        }
    }

    @Test func `a finish chunk ends a request and is not a token`() throws {
        let record = try #require(try EvalscopeCase("1.7.0/finish-chunk").read().records?.first)
        let last = try #require(record.contentChunks.last)
        #expect(try #require(record.lastChoice) > last)
        #expect(try #require(record.usage) > last)
    }

    @Test func `without a version the data tells the clock`() throws {
        for name in ["1.7.0/plain", "1.11.0/plain", "1.11.0/failing", "1.14.1/plain", "1.1.0/completions"] {
            let run = try EvalscopeCase(name)
            let report = try EvalscopePerf().read(try ToolOutput(path: run.path))
            #expect(report.version == nil)
            #expect(try run.read().records == report.records)
            #expect(report.absent.isEmpty)
        }
    }

    @Test func `a version that the data contradict is doubted`() throws {
        for (name, version) in [
            ("1.11.0/plain", "1.14.1"), ("1.7.0/plain", "1.14.1"), ("1.1.0/plain", "1.1.1"), ("1.14.1/plain", "1.11.0"),
        ] {
            let output = try ToolOutput(path: try EvalscopeCase(name).path)
            let doubts = try EvalscopePerf().read(output, version: ToolVersion(version)).warnings
            #expect(doubts.contains { $0.contains("said to be of evalscope \(version)") }, "\(name) as \(version)")
        }
        for run in EvalscopeCase.all { #expect(try !run.read().warnings.contains { $0.contains("said to be") }) }
    }

    @Test func `throughputs by the wrong window are doubted`() throws {
        let warnings = try EvalscopeCase("1.2.0/single-request").read().warnings
        #expect(warnings.contains { $0.contains("1.1.1 to 1.3.0") })
    }

    @Test func `the seeds' console text keeps the page's figures`() throws {
        let report = try EvalscopeCase("1.1.0/seed-console").read()
        let tpot = try #require(report.reported[MetricID(.tpot, .mean)])
        #expect(tpot.sourceName == "Average time per output token (s)")
        #expect(tpot.sourceText == "0.0049")
        #expect(report.sources.map(\.kind) == ["evalscope console text"])
        #expect(report.serverCountedInput == true)
        #expect(report.warnings.isEmpty)
    }

    private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * max(1, abs(right)) }
}
