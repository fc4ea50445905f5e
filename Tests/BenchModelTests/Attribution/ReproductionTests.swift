import BenchModel
import Testing

struct ReproductionTests {
    private static let exchanges = (0..<30).map { index in
        Wire.chat(
            index,
            sent: Double(index) * 3,
            role: 4,
            first: 20 + Double(index % 7),
            gap: 2 + Double(index % 3),
            tokens: 9
        )
    }

    private static let records = exchanges.map(\.record)

    private func formula(_ change: (inout ToolFormula) -> Void) -> ToolFormula {
        var formula = ToolFormula()
        change(&formula)
        return formula
    }

    private func printed(_ formula: ToolFormula) -> [MetricID: MetricValue] {
        FormulaMetrics.compute(formula, of: Self.records)
    }

    @Test(arguments: [ToolFormula.Percentile.linear, .nearestRank, .flooredIndex])
    func `what follows from the records is reproduced, every figure of it`(percentile: ToolFormula.Percentile) {
        let formula = formula {
            $0.percentile = percentile
            $0.firstToken = .firstChoice
            $0.gaps = .betweenChoices
            $0.end = .lastMessage
            $0.window = .latencies
        }
        let reported = printed(formula)
        let reproduction = Reproduction(reported, records: Self.records, formula: formula)
        #expect(reproduction.figures.map(\.metric) == reported.keys.sorted())
        #expect(reproduction.failures.isEmpty && reproduction.unheld.isEmpty)
        // By the catalogue's definitions the same records give other latencies.
        let canonical = Reproduction(reported, records: Self.records, formula: .canonical)
        #expect(Set(canonical.failures.map(\.metric.family)).isSuperset(of: [.ttft, .itl]))
    }

    @Test(arguments: [
        "ttft.p99", "tpot.mean", "itl.std", "e2el.max", "duration", "throughput.requests", "tokens.input",
    ])
    func `a figure that is a little off is found, and no other`(name: String) throws {
        let metric = try #require(MetricID(name))
        for factor in [1.00001, 0.99999] {
            var reported = printed(.canonical)
            let truth = try #require(reported[metric]?.value)
            reported[metric]?.value = truth * factor
            let failures = Reproduction(reported, records: Self.records, formula: .canonical).failures
            #expect(failures.map(\.metric) == [metric])
            #expect(isClose(try #require(failures.first).nearest, truth, relative: 1e-6))
        }
    }

    @Test func `what the printed digits leave open is no difference, and more is`() throws {
        let metric = MetricID(.ttft, .mean)
        var reported = printed(.canonical)
        let truth = try #require(reported[metric]?.value)
        for (off, isFound) in [(0.49e-4, false), (-0.49e-4, false), (0.51e-4, true), (-0.51e-4, true)] {
            reported[metric] = MetricValue(truth + off, resolution: 0.5e-4)
            let failures = Reproduction(reported, records: Self.records, formula: .canonical).failures
            #expect(failures.isEmpty != isFound, "\(off)")
        }
    }

    @Test func `a window that only the tool's clock knows is held from below, and gives the throughput`() throws {
        let whole = formula { $0.window = .wholeRun }
        var reported = printed(whole)
        let span = try #require(reported[MetricID(.duration)]?.value)
        func failures(_ duration: Double) -> Set<MetricFamily> {
            reported[MetricID(.duration)]?.value = duration
            return Set(
                Reproduction(reported, records: Self.records, formula: whole).failures.map(\.metric.family)
            )
        }
        #expect(failures(span).isEmpty)
        let rates: Set<MetricFamily> = [.requestThroughput, .outputThroughput, .totalThroughput]
        #expect(failures(span + 1) == rates)
        #expect(failures(span * 0.99) == rates.union([.duration]))
        // Where it begins cannot be known, it is not held at all.
        let first = formula { $0.window = .fromFirstEnded }
        let unheld = Reproduction(reported, records: Self.records, formula: first).unheld
        #expect(unheld == [MetricID(.duration)])
    }

    @Test func `a divisor that depends on which answer came last is left open as far as it does`() throws {
        let formula = formula {
            $0.window = .latencies
            $0.divisor = .durationBeforeLast
        }
        var reported = printed(formula)
        let metric = MetricID(.requestThroughput)
        #expect(Reproduction(reported, records: Self.records, formula: formula).failures.isEmpty)
        let duration = try #require(reported[MetricID(.duration)]?.value)
        reported[metric]?.value = Double(Self.records.count) / duration
        #expect(Reproduction(reported, records: Self.records, formula: formula).failures.isEmpty)
        reported[metric]?.value *= 0.999
        #expect(Reproduction(reported, records: Self.records, formula: formula).failures.map(\.metric) == [metric])
        // With a single answer there is no choice.
        var one = FormulaMetrics.compute(formula, of: [Self.records[0]])
        #expect(one[metric]?.value == 1)
        one[metric]?.value = 1.1
        #expect(Reproduction(one, records: [Self.records[0]], formula: formula).failures.map(\.metric) == [metric])
    }

    @Test func `what the records lack is not held`() {
        var records = Self.records
        for place in records.indices {
            records[place].firstChunk = nil
            records[place].usage = nil
        }
        let formula = formula {
            $0.firstToken = .firstChoice
            $0.end = .lastMessage
        }
        let reproduction = Reproduction(printed(formula), records: records, formula: formula)
        #expect(Set(reproduction.unheld.map(\.family)) == [.ttft, .tpot, .itl, .e2el])
        #expect(reproduction.failures.isEmpty && !reproduction.figures.isEmpty)
    }

    @Test func `answers that come whole keep what is averaged over streams from being held`() {
        var records = Self.records
        for place in records.indices where place % 2 == 0 {
            var whole = RequestRecord(index: place, sent: records[place].sent)
            whole.lastChoice = records[place].lastChoice
            whole.done = records[place].done
            (whole.inputTokens, whole.outputTokens) = (records[place].inputTokens, records[place].outputTokens)
            records[place] = whole
        }
        for empty in [ToolFormula.EmptyAnswer.undefined, .countsAsZero] {
            let formula = formula { $0.emptyAnswer = empty }
            let unheld = Reproduction(printed(formula), records: records, formula: formula).unheld
            #expect(Set(unheld.map(\.family)) == [.ttft, .tpot, .itl])
        }
    }

    @Test func `a stream without output counts as the formula says`() throws {
        var silent = RequestRecord(index: 30, sent: Instant(seconds: 1))
        silent.usage = silent.sent + 0.05
        (silent.inputTokens, silent.outputTokens) = (10, 0)
        let records = Self.records + [silent]
        let formula = formula {
            $0.emptyAnswer = .countsAsZero
            $0.end = .lastMessage
        }
        let values = FormulaMetrics.compute(formula, of: records)
        #expect(values[MetricID(.ttft, .minimum)]?.value == 0)
        // It has no gaps, and those of the others are known.
        #expect(
            values[MetricID(.itl, .mean)] == FormulaMetrics.compute(formula, of: Self.records)[MetricID(.itl, .mean)]
        )
        #expect(FormulaMetrics.compute(.canonical, of: records)[MetricID(.itl, .mean)] == nil)
    }

    @Test func `a report of another client, or of an unknown formula, is not held`() {
        var report = ToolReport(tool: ToolID("vllm"))
        report.reported = printed(.canonical)
        #expect(Reproduction(report, formula: .canonical) == nil)
        report.records = Self.records
        #expect(Reproduction(report, formula: nil) == nil)
        #expect(Reproduction(report, formula: .canonical)?.failures == [])
        report.hasUnknownFormula = true
        #expect(Reproduction(report, formula: .canonical) == nil)
    }
}
