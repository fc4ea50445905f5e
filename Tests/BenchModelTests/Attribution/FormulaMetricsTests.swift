import BenchModel
import Testing

struct FormulaMetricsTests {
    private static func formula(_ change: (inout ToolFormula) -> Void) -> ToolFormula {
        var formula = ToolFormula()
        change(&formula)
        return formula
    }

    private static func value(_ name: String, _ formula: ToolFormula, _ exchanges: [WireExchange]) -> Double? {
        MetricID(name).flatMap { FormulaMetrics.compute(formula, of: exchanges)[$0]?.value }
    }

    /// Streams of different lengths, one with an early role chunk and a finish chunk, a failure, and a whole answer.
    private static let mixed: [WireExchange] = {
        var whole = Wire.exchange(
            4,
            sent: 40,
            [([.choices, .output, .usage, .finish], 90)],
            output: 7
        )
        whole.record.firstContent = whole.record.lastChoice
        return [
            Wire.chat(0, sent: 0, role: 1, first: 51, gap: 3, tokens: 9, finish: 80, usageAfter: 7),
            Wire.chat(1, sent: 2, role: 33, first: 33.1, gap: 4, tokens: 17),
            Wire.chat(2, sent: 3, first: 30, gap: 2, tokens: 1),
            Wire.exchange(3, sent: 5, [(.choices, 10), (.odd, 11)], output: nil, failure: .inBand),
            whole,
        ]
    }()

    @Test func `the canonical formula gives the canonical metrics to the last bit`() {
        #expect(FormulaMetrics.compute(.canonical, of: Self.mixed) == WireView.compute(from: Self.mixed))
        #expect(
            FormulaMetrics.compute(.canonical, of: Self.mixed.map(\.record), absent: [.itl])
                == CanonicalMetrics.compute(from: Self.mixed.map(\.record), absent: [.itl])
        )
        // A whole answer has no gaps within it, but is a chunk.
        #expect(WireView.compute(from: Self.mixed)[MetricID(.itl, .mean)] != nil)
    }

    @Test func `each choice of first token, end and gaps takes the messages that it names`() throws {
        // Role at 10, tokens at 60, 63, 66, 69, finish at 80, usage at 95, done at 100.
        let answer = [
            Wire.chat(0, sent: 5, role: 10, first: 60, gap: 3, tokens: 4, finish: 80, usageAfter: 15, doneAfter: 5)
        ]
        func seconds(_ metric: String, _ change: (inout ToolFormula) -> Void) throws -> Double {
            try #require(Self.value(metric, Self.formula(change), answer)) * 1e3
        }
        #expect(isClose(try seconds("ttft.mean") { _ in }, 60))
        #expect(isClose(try seconds("ttft.mean") { $0.firstToken = .firstChoice }, 10))
        #expect(isClose(try seconds("ttft.mean") { $0.firstToken = .firstMessage }, 10))
        #expect(isClose(try seconds("e2el.mean") { _ in }, 80))
        #expect(isClose(try seconds("e2el.mean") { $0.end = .lastOutput }, 69))
        #expect(isClose(try seconds("e2el.mean") { $0.end = .lastMessage }, 95))
        #expect(isClose(try seconds("e2el.mean") { $0.end = .endOfAnswer }, 100))
        #expect(isClose(try seconds("tpot.mean") { $0.denominator = .outputTokens }, 5))
        #expect(isClose(try seconds("tpot.mean") { $0.end = .lastMessage }, 35.0 / 3))
        #expect(isClose(try seconds("tpot.mean") { $0.denominator = .chunksLessOne }, 20.0 / 3))
        #expect(isClose(try seconds("itl.mean") { _ in }, 3))
        #expect(isClose(try seconds("itl.mean") { $0.firstToken = .firstChoice }, 59.0 / 4))
        #expect(isClose(try seconds("itl.mean") { $0.gaps = .betweenChoices }, 20.0 / 4))
        func vllm(_ formula: inout ToolFormula) {
            formula.firstToken = .firstChoice
            formula.gaps = .betweenChoices
        }
        #expect(isClose(try seconds("itl.mean", vllm), 70.0 / 5))
        #expect(isClose(try seconds("itl.max", vllm), 50))
        #expect(
            isClose(
                try seconds("itl.mean") {
                    $0.firstToken = .firstMessage
                    $0.gaps = .betweenMessages
                },
                85.0 / 6
            )
        )
    }

    @Test func `a gap that begins at any message and ends at a choice skips nothing between them`() throws {
        // A usage message in the middle: the later choice is 2 after it, and 10 after the choice before.
        let answer = Wire.exchange(
            0,
            sent: 0,
            [
                ([.choices, .output], 10), (.usage, 18), ([.choices, .output], 20), (.usage, 50), (.done, 51),
            ],
            output: 2
        )
        var formula = ToolFormula()
        formula.gaps = .messageToChoice
        #expect(isClose(try #require(Self.value("itl.mean", formula, [answer])), 2e-3))
        formula.gaps = .betweenChoices
        #expect(isClose(try #require(Self.value("itl.mean", formula, [answer])), 10e-3))
    }

    @Test(arguments: [
        (ToolFormula.Percentile.linear, 25.0, 47.5, 49.5), (.nearestRank, 20, 50, 50), (.flooredIndex, 30, 50, 50),
    ])
    func `percentiles of latencies and of gaps are taken as the formula says`(
        percentile: ToolFormula.Percentile,
        median: Double,
        high: Double,
        highest: Double
    ) throws {
        // TTFT and the only gap of four requests: 10, 20, 30, 50.
        let answers = [30.0, 10, 50, 20].enumerated().map {
            Wire.chat($0, sent: Double($0), first: $1, gap: $1, tokens: 2)
        }
        let formula = Self.formula { $0.percentile = percentile }
        let values = FormulaMetrics.compute(
            formula,
            of: answers,
            percentiles: [50, 95.83333333333333, 99.16666666666667]
        )
        for family in [MetricFamily.ttft, .itl] {
            func value(_ percent: Double) throws -> Double {
                try #require(values[MetricID(family, .percentile(percent))]?.value) * 1e3
            }
            #expect(isClose(try value(50), median))
            #expect(isClose(try value(95.83333333333333), high))
            #expect(isClose(try value(99.16666666666667), highest))
        }
    }

    @Test func `one-token answers enter TPOT as zero where the formula says so`() throws {
        let answers = [
            Wire.chat(0, sent: 0, first: 10, gap: 4, tokens: 3), Wire.chat(1, sent: 0, first: 10, gap: 4, tokens: 1),
        ]
        #expect(isClose(try #require(Self.value("tpot.mean", .canonical, answers)), 4e-3))
        let zero = Self.formula { $0.singleToken = .countsAsZero }
        #expect(isClose(try #require(Self.value("tpot.mean", zero, answers)), 2e-3))
    }

    @Test func `an answer without a token leaves TTFT out, counts as zero or fails`() throws {
        let answers = [
            Wire.chat(0, sent: 0, first: 10, gap: 4, tokens: 3),
            Wire.exchange(1, sent: 0, [(.usage, 30), (.done, 31)], output: 0),
        ]
        #expect(Self.value("ttft.mean", .canonical, answers) == nil)
        let zero = Self.formula { $0.emptyAnswer = .countsAsZero }
        #expect(isClose(try #require(Self.value("ttft.mean", zero, answers)), 5e-3))
        let fails = Self.formula { $0.emptyAnswer = .fails }
        #expect(isClose(try #require(Self.value("ttft.mean", fails, answers)), 10e-3))
        #expect(Self.value("requests.failed", fails, answers) == 1)
    }

    @Test func `an error in the stream fails the request or not`() {
        let early = Wire.exchange(0, sent: 0, [(.choices, 5), (.odd, 6)], output: nil, failure: .inBand)
        let late = Wire.exchange(1, sent: 0, [([.choices, .output], 5), (.odd, 6)], output: nil, failure: .inBand)
        let cut = Wire.exchange(2, sent: 0, [([.choices, .output], 5)], output: nil, failure: .truncated)
        for (choice, completed) in [
            (ToolFormula.InBandError.fails, 0.0), (.completesAfterOutput, 1), (.completes, 2),
        ] {
            let formula = Self.formula { $0.inBandError = choice }
            #expect(Self.value("requests.completed", formula, [early, late, cut]) == completed)
            #expect(Self.value("requests.failed", formula, [early, late, cut]) == 3 - completed)
        }
    }

    @Test func `each window spans what it names`() throws {
        // Ends of E2EL with usage at 110 and 211, of the answers at 115 and 212; failures before, within and after.
        let answers = [
            Wire.exchange(0, sent: 2, [(.odd, 500)], output: nil, failure: .status),
            Wire.chat(1, sent: 10, first: 50, gap: 45, tokens: 2, usageAfter: 5, doneAfter: 5),
            Wire.chat(2, sent: 11, first: 50, gap: 45, tokens: 2, usageAfter: 105, doneAfter: 1),
        ]
        func seconds(_ change: (inout ToolFormula) -> Void) throws -> Double {
            try #require(Self.value("duration", Self.formula(change), answers)) * 1e3
        }
        #expect(isClose(try seconds { _ in }, 212 - 10))
        func latencies(_ formula: inout ToolFormula) {
            formula.window = .latencies
            formula.end = .lastMessage
        }
        #expect(isClose(try seconds(latencies), 211 - 10))
        #expect(
            isClose(
                try seconds {
                    latencies(&$0)
                    $0.failedRequests = .sent
                },
                211 - 2
            )
        )
        #expect(
            isClose(
                try seconds {
                    latencies(&$0)
                    $0.failedRequests = .whole
                },
                502 - 2
            )
        )
        #expect(isClose(try seconds { $0.window = .wholeRun }, 502 - 2))
        #expect(isClose(try seconds { $0.window = .fromFirstEnded }, 502 - 10))
    }

    @Test
    func `throughput by the duration before the last answer is too high, and one of a single answer is per second`()
        throws
    {
        let answers = [
            Wire.chat(0, sent: 0, first: 50, gap: 50, tokens: 2), Wire.chat(1, sent: 0, first: 50, gap: 150, tokens: 2),
        ]
        let formula = Self.formula { $0.divisor = .durationBeforeLast }
        let before = try #require(Self.value("throughput.requests", formula, answers))
        #expect(isClose(before, 2 / 0.1002))
        #expect(isClose(try #require(Self.value("duration", formula, answers)), 0.2002))
        #expect(Self.value("throughput.output_tokens", formula, [answers[0]]) == 2)
    }

    @Test func `records that lack a stamp give no figure that needs it`() {
        let exchange = Wire.chat(0, sent: 0, role: 5, first: 50, gap: 4, tokens: 4, finish: 70)
        var record = exchange.record
        record.firstChunk = nil
        record.usage = nil
        record.done = nil
        let choices = Self.formula {
            $0.firstToken = .firstChoice
            $0.gaps = .betweenChoices
            $0.end = .lastMessage
        }
        let families = Set(FormulaMetrics.compute(choices, of: [record]).keys.map(\.family))
        #expect(families.isDisjoint(with: [.ttft, .itl, .e2el, .tpot]))
        #expect(
            Set(FormulaMetrics.compute(.canonical, of: [record]).keys.map(\.family)).isSuperset(of: [.ttft, .e2el])
        )
        // With all stamps, records and wire give the same.
        #expect(
            FormulaMetrics.compute(choices, of: [exchange.record]) == FormulaMetrics.compute(choices, of: [exchange])
        )
    }
}
