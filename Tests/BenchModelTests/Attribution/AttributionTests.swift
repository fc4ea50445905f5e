import BenchModel
import Foundation
import Testing

/// Every effect is planted alone or with others, and must come back as what it is.
struct AttributionTests {
    /// Ten streams, two at a time; role chunk 50 ms before the first token, which comes after 100 to 190 ms.
    private static let answers = (0..<10).map { index in
        Wire.chat(
            index,
            sent: Double(index / 2) * 500,
            role: 50 + Double(index) * 10,
            first: 100 + Double(index) * 10,
            gap: 4,
            tokens: 50,
            usageAfter: 20
        )
    }

    private static func vllm(_ answers: [WireExchange] = answers, _ change: (inout Runs) -> Void = { _ in }) -> Runs {
        var runs = Runs("vllm", answers)
        change(&runs)
        return runs
    }

    private static func evalscope(_ answers: [WireExchange] = answers, _ change: (inout Runs) -> Void = { _ in })
        -> Runs
    {
        var runs = Runs("evalscope", answers)
        change(&runs)
        return runs
    }

    private func isWhole(_ attribution: Attribution) -> Bool {
        let sum = attribution.work + attribution.definition + (attribution.client ?? 0) + attribution.rest
        let parts = attribution.parts.reduce(0) { $0 + $1.share }
        return abs(sum - log(attribution.ratio)) < 1e-12 && abs(parts - attribution.definition) < 1e-12
    }

    @Test func `nothing planted gives zeros in every metric and both views`() {
        let all = SessionEvidence([Self.vllm().evidence(), Self.evalscope().evidence()]).attributions
        // Four latencies by five statistics, three throughputs and the duration, in two views.
        #expect(all.count == 48)
        for one in all {
            #expect(one.ratio == 1 && one.work == 0 && one.definition == 0 && one.client == 0 && one.rest == 0)
            #expect(one.parts.isEmpty && one.stalls.isEmpty && one.bias == Attribution.Sides(reference: 0, tool: 0))
        }
    }

    @Test func `an early role chunk is the definition of the tool that takes it for the first token`() throws {
        let tool = Self.evalscope { $0.formula.firstToken = .firstChoice }
        let session = SessionEvidence([Self.vllm().evidence(), tool.evidence()])
        let mean = try #require(session.attribution("ttft.mean"))
        #expect(isClose(mean.definition, log(95 / 145)))
        #expect(isClose(mean.share(.firstToken, of: "evalscope"), log(95 / 145)))
        #expect(mean.parts.count == 1)
        #expect(abs(mean.work) + abs(mean.client ?? 1) + abs(mean.rest) < 1e-9)
        #expect(isClose(mean.wire.reference, 0.145) && isClose(mean.wire.tool, 0.145))
        #expect(mean.bias.reference == 0 && isClose(mean.bias.tool, 95 / 145 - 1))
        // The canonical view does not know of it.
        #expect(try #require(session.attribution("ttft.mean", .canonical)).ratio == 1)
        // The other way round the reference's choice counts against it.
        let turned = SessionEvidence([tool.evidence(), Self.vllm().evidence()])
        let other = try #require(turned.attribution("ttft.mean"))
        #expect(isClose(other.share(.firstToken, of: "evalscope"), -log(95 / 145)))
    }

    @Test func `a late usage chunk is the definition of the tool whose latency ends there`() throws {
        let tool = Self.evalscope { $0.formula.end = .lastMessage }
        let session = SessionEvidence([Self.vllm().evidence(), tool.evidence()])
        let e2el = try #require(session.attribution("e2el.mean"))
        #expect(isClose(e2el.definition, log((145 + 196 + 20) / (145 + 196))))
        let tpot = try #require(session.attribution("tpot.mean"))
        #expect(isClose(tpot.share(.end, of: "evalscope"), log(216 / 196)))
        for one in [e2el, tpot] { #expect(abs(one.rest) + abs(one.client ?? 1) < 1e-9) }
    }

    @Test func `another percentile is a definition, and the mean knows nothing of it`() throws {
        let tool = Self.evalscope { $0.formula.percentile = .nearestRank }
        let session = SessionEvidence([Self.vllm().evidence(), tool.evidence()])
        #expect(
            isClose(try #require(session.attribution("ttft.p50")).share(.percentile, of: "evalscope"), log(140 / 145))
        )
        #expect(try #require(session.attribution("ttft.mean")).parts.isEmpty)
    }

    @Test func `what a printed figure leaves open is rounding, and what is beyond it is the rest`() throws {
        func session(_ printed: Double, _ resolution: Double) -> SessionEvidence {
            let tool = Self.evalscope().evidence {
                $0.account.views[.reported]?[MetricID(.tpot, .mean)] = MetricValue(printed, resolution: resolution)
            }
            return SessionEvidence([Self.vllm().evidence(), tool])
        }
        let inside = try #require(session(0.0041, 0.0001).attribution("tpot.mean"))
        #expect(isClose(inside.share(.rounding, of: "evalscope"), log(4.1 / 4)))
        #expect(abs(inside.rest) < 1e-9)
        let beyond = try #require(session(0.0044, 0.0001).attribution("tpot.mean"))
        #expect(isClose(beyond.share(.rounding, of: "evalscope"), log(4.4 / 4.3)))
        #expect(isClose(beyond.rest, log(4.3 / 4)))
    }

    @Test func `a late client is told apart from a definition though the two add up in milliseconds`() throws {
        let tool = Self.evalscope {
            $0.formula.firstToken = .firstChoice
            $0.formula.gaps = .betweenChoices
            $0.late = 8
        }
        let session = SessionEvidence([Self.vllm().evidence(), tool.evidence()])
        let ttft = try #require(session.attribution("ttft.mean"))
        #expect(isClose(ttft.definition, log(95 / 145)))
        #expect(isClose(try #require(ttft.client), log(103 / 95)))
        #expect(abs(ttft.rest) < 1e-9)
        for one in session.attributions {
            #expect(isWhole(one), "\(one.metric) \(one.view)")
            #expect(abs(one.rest) < 1e-9, "\(one.metric) \(one.view): \(one.rest)")
        }
    }

    @Test func `where the stamps do not suffice for the formula the canonical delay is put on top of it`() throws {
        let tool = Self.evalscope {
            $0.formula.end = .lastMessage
            $0.late = 8
        }
        let evidence = tool.evidence {
            $0.records = $0.records?.map { record in
                var record = record
                record.usage = nil
                record.done = nil
                return record
            }
        }
        let session = SessionEvidence([Self.vllm().evidence(), evidence])
        let e2el = try #require(session.attribution("e2el.mean"))
        #expect(isClose(e2el.definition, log(361 / 341)))
        #expect(isClose(try #require(e2el.client), log(369 / 361)))
        #expect(abs(e2el.rest) < 1e-9)
    }

    @Test func `different answers are work`() throws {
        let slower = Self.answers.map { exchange in
            Wire.chat(
                exchange.index,
                sent: (exchange.received - Wire.instant(0)) * 1e3,
                role: 60,
                first: 116 + Double(exchange.index) * 10,
                gap: 4,
                tokens: 50,
                usageAfter: 20
            )
        }
        let session = SessionEvidence([Self.vllm().evidence(), Self.evalscope(slower).evidence()])
        let ttft = try #require(session.attribution("ttft.mean"))
        #expect(isClose(ttft.work, log(161 / 145)))
        #expect(isClose(ttft.ratio, 161 / 145))
        #expect(abs(ttft.definition) + abs(ttft.client ?? 1) + abs(ttft.rest) < 1e-9)
    }

    @Test func `what nothing explains stays in the rest`() throws {
        let tool = Self.evalscope().evidence {
            $0.account.views[.reported]?[MetricID(.ttft, .mean)]?.value *= 1.1
        }
        let ttft = try #require(SessionEvidence([Self.vllm().evidence(), tool]).attribution("ttft.mean"))
        #expect(isClose(ttft.rest, log(1.1)))
        #expect(ttft.definition == 0 && ttft.client == 0 && ttft.work == 0)
    }

    @Test func `without a tool's requests its client is part of the rest, and the reason is told`() throws {
        let silent = Self.evalscope { $0.late = 8 }.evidence {
            $0.records = nil
            $0.account.views[.canonical] = nil
        }
        let half = try #require(SessionEvidence([Self.vllm().evidence(), silent]).attribution("ttft.mean"))
        #expect(half.client == 0)
        #expect(isClose(half.rest, log(153 / 145)))
        #expect(half.clientReason == "evalscope's requests are not known")
        let vllm = Self.vllm().evidence {
            $0.records = nil
            $0.account.views[.canonical] = nil
            $0.account.absent[.ttft] = "it may be the role message"
        }
        let none = try #require(SessionEvidence([silent, vllm]).attribution("ttft.mean"))
        #expect(none.client == nil)
        #expect(none.clientReason == "it may be the role message")
    }

    @Test func `without a formula definitions are unknown and zero`() throws {
        let tool = Self.evalscope {
            $0.formula.firstToken = .firstChoice
            $0.late = 8
        }.evidence { $0.formula = nil }
        let ttft = try #require(SessionEvidence([Self.vllm().evidence(), tool]).attribution("ttft.mean"))
        #expect(ttft.definition == 0)
        #expect(isClose(try #require(ttft.client), log(153 / 145)))
        #expect(isClose(ttft.rest, log(103 / 153)))
    }

    @Test func `everything at once over several rounds adds up to the ratio of the comparison`() throws {
        let rounds = (0..<3).map { round in
            let vllm = Self.vllm {
                $0.formula.firstToken = .firstChoice
                $0.formula.window = .wholeRun
                $0.late = Double(round)
                $0.round = round + 1
            }
            let evalscope = Self.evalscope {
                $0.formula.end = .lastMessage
                $0.formula.percentile = .flooredIndex
                $0.formula.window = .latencies
                $0.late = 3 + Double(round) / 2
                $0.round = round + 1
            }
            return [
                vllm.evidence(),
                evalscope.evidence { run in
                    for (metric, value) in run.account.views[.reported, default: [:]] {
                        let rounded = (value.value * 1e4).rounded() / 1e4
                        run.account.views[.reported]?[metric] = MetricValue(rounded, resolution: 5e-5)
                    }
                },
            ]
        }
        let session = SessionEvidence(rounds[0], rounds[1], rounds[2])
        let all = session.attributions
        #expect(all.count == 48)
        for one in all {
            #expect(one.rounds == 3)
            #expect(isWhole(one), "\(one.metric) \(one.view)")
            #expect(abs(one.rest) < 1e-9, "\(one.metric) \(one.view): \(one.rest)")
        }
        let ttft = try #require(session.attribution("ttft.mean"))
        #expect(isClose(ttft.share(.firstToken, of: "vllm"), -log(95 / 145)))
    }

    @Test func `a tool that stamps output alone ends a canonical latency where the wire does`() throws {
        let answers = (0..<4).map { Wire.chat($0, sent: 0, first: 100, gap: 5, tokens: 21, finish: 250) }
        let tool = Self.evalscope(answers) { $0.formula.end = .lastMessage }.evidence {
            $0.records = $0.records?.map { record in
                var record = record
                if let last = record.contentChunks.last, let usage = record.usage {
                    record.lastChoiceBounds = last...usage
                }
                record.lastChoice = nil
                record.firstChunk = nil
                return record
            }
            $0.account.views[.canonical] = CanonicalMetrics.compute(from: $0.canonicalRecords ?? [])
        }
        let e2el = try #require(
            SessionEvidence([Self.vllm(answers).evidence(), tool]).attribution("e2el.mean", .canonical)
        )
        #expect(abs(e2el.definition) < 1e-9)
        #expect(abs(log(e2el.ratio)) + abs(e2el.client ?? 1) + abs(e2el.rest) < 1e-9)
    }

    @Test func `without a tap there is nothing to tell`() {
        let bare = Self.evalscope().evidence { $0.wire = nil }
        #expect(SessionEvidence([Self.vllm().evidence(), bare]).attributions.isEmpty)
    }

    @Test func `an attribution is written and read back as it was`() throws {
        let session = SessionEvidence([Self.vllm().evidence(), Self.evalscope { $0.late = 2 }.evidence()])
        let all = session.attributions
        #expect(try JSONDecoder().decode([Attribution].self, from: JSONEncoder().encode(all)) == all)
    }
}

extension ToolID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}
