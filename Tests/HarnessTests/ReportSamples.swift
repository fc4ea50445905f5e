import BenchModel
import Foundation
import Harness

/// Verdicts made by the judge from figures that stand here, one for each kind of outcome that reports must show.
enum ReportSamples {
    static let all: [(name: String, document: VerdictDocument)] = [
        ("seeds", seeds), ("three-tools", threeTools), ("three-rounds", threeRounds), ("invalid", invalid),
        ("empty", empty), ("explained", explained), ("audited", audited),
    ]

    private static func account(
        _ tool: String,
        _ version: String?,
        _ values: [MetricView: [String: (Double, Double)]],
        samples: Int? = nil
    ) -> RunAccount {
        let views = values.mapValues { named in
            var result: [MetricID: MetricValue] = [:]
            for (name, figure) in named {
                guard let metric = MetricID(name) else { preconditionFailure("no metric '\(name)'") }
                result[metric] = MetricValue(figure.0, resolution: figure.1, samples: samples)
            }
            return result
        }
        return RunAccount(tool: ToolID(tool), version: version.flatMap { ToolVersion($0) }, views: views)
    }

    private static func document(
        _ rounds: [[RunAccount]],
        reference: String,
        requests: Int,
        attributions: [Attribution] = [],
        notes: [String] = [],
        looks: Int = 1
    ) -> VerdictDocument {
        var tolerance = Tolerance()
        if looks > 1 { tolerance.rules["itl"] = .within(share: 0.05, floor: nil) }
        let judge = Judge(
            tolerance: tolerance,
            gate: ComparisonTerms().gate,
            reference: ToolID(reference),
            looks: looks,
            sharesPrompts: false
        )
        return VerdictDocument.make(
            judgement: judge.judge(rounds, expectedRequests: requests),
            rounds: rounds.count,
            tools: (rounds.first ?? []).map { account in
                .init(
                    name: account.tool,
                    version: account.version?.description,
                    command: [account.tool.rawValue, "--x"]
                )
            },
            tolerance: tolerance,
            looks: looks,
            attributions: attributions,
            notes: notes,
            environment: ["os": "Linux", "cpu_count": "2"]
        )
    }

    /// The two tables that are said to agree within 3 %: one console text in ms with two decimals, one in s with four.
    static var seeds: VerdictDocument {
        func ms(_ value: Double) -> (Double, Double) { (value / 1000, 0.000005) }
        func s(_ value: Double) -> (Double, Double) { (value, 0.00005) }
        let vllm = account(
            "vllm",
            "0.11.0",
            [
                .reported: [
                    "requests.completed": (500, 0), "tokens.input": (49932, 0), "tokens.output": (50000, 0),
                    "duration": (5.10, 0.005), "throughput.requests": (98.02, 0.005),
                    "throughput.output_tokens": (9802.05, 0.005), "throughput.total_tokens": (19590.78, 0.005),
                    "ttft.mean": ms(33.14), "ttft.p50": ms(23.82), "ttft.p99": ms(97.82), "tpot.mean": ms(4.73),
                    "tpot.p50": ms(4.73), "tpot.p99": ms(4.94), "itl.mean": ms(4.69), "itl.p50": ms(4.58),
                    "itl.p99": ms(7.57),
                ]
            ]
        )
        let evalscope = account(
            "evalscope",
            "1.1.0",
            [
                .reported: [
                    "requests.completed": (500, 0), "requests.failed": (0, 0), "tokens.input": (49959, 0.025),
                    "tokens.output": (50000, 0.025), "duration": s(5.7095), "throughput.requests": (87.575, 0.00005),
                    "throughput.output_tokens": (8757.5, 0.00005), "throughput.total_tokens": (17507.8, 0.00005),
                    "ttft.mean": s(0.0641), "ttft.p50": s(0.0645), "ttft.p99": s(0.1093), "tpot.mean": s(0.0049),
                    "tpot.p50": s(0.0047), "tpot.p99": s(0.0062), "itl.mean": s(0.0049), "itl.p50": s(0.0045),
                    "itl.p99": s(0.013), "e2el.mean": s(0.5539), "e2el.p50": s(0.5362), "e2el.p99": s(0.6633),
                ]
            ]
        )
        return document([[vllm, evalscope]], reference: "vllm", requests: 500)
    }

    private static func full(_ tool: String, _ version: String, _ ttft: Double, _ tpot: Double, reportedITL: Double = 1)
        -> RunAccount
    {
        var values: [String: (Double, Double)] = [
            "requests.completed": (500, 0), "requests.failed": (0, 0), "tokens.input": (50000, 0),
            "tokens.output": (50000, 0),
        ]
        for (index, statistic) in ["mean", "p50", "p90", "p99", "std"].enumerated() {
            let spread = 1 + 0.1 * Double(index)
            values["ttft.\(statistic)"] = (ttft * spread, 0)
            values["tpot.\(statistic)"] = (tpot * spread, 0)
            values["itl.\(statistic)"] = (tpot * spread, 0)
            values["e2el.\(statistic)"] = ((ttft + 99 * tpot) * spread, 0)
        }
        let duration = 10 * (ttft + 99 * tpot)
        values["duration"] = (duration, 0)
        values["throughput.requests"] = (500 / duration, 0)
        values["throughput.output_tokens"] = (50000 / duration, 0)
        var reported = values
        for name in values.keys where name.hasPrefix("itl") { reported[name]?.0 *= reportedITL }
        return account(tool, version, [.canonical: values, .reported: reported], samples: 500)
    }

    /// A client with a known bias beside one that is close; one tool prints another ITL than its requests give.
    static var threeTools: VerdictDocument {
        let noise = [1.0, 1.004, 0.997]
        let rounds = noise.enumerated().map { index, noise in
            [
                full("native", "1.0.0", 0.0215 * noise, 0.00466),
                full("vllm", "0.32.0", 0.0433 / noise, 0.00472 * noise),
                full("evalscope", "1.14.1", 0.0219 * [1, 1.06, 0.97][index], 0.00468, reportedITL: 1.2),
            ]
        }
        let notes = ["evalscope cannot send a seed; sampling parameters differ as 'allow: [sampling]' accepts"]
        return document(rounds, reference: "native", requests: 500, notes: notes, looks: 3)
    }

    /// Two tools, three rounds, everything within tolerance.
    static var threeRounds: VerdictDocument {
        let rounds = [(1.0, 1.003), (1.01, 1.012), (0.995, 0.99)].map { left, right in
            [
                full("native", "1.0.0", 0.0215 * left, 0.00466 / left),
                full("vllm", "0.32.0", 0.0216 * right, 0.00470 / left),
            ]
        }
        return document(rounds, reference: "native", requests: 500)
    }

    /// Requests failed, prompts differ, and names and notes hold signs that markup gives a meaning.
    static var invalid: VerdictDocument {
        var left = account(
            "a<b>&\"c\"",
            nil,
            [.reported: ["requests.completed": (100, 0), "tokens.input": (11010, 0), "ttft.mean": (0.0005, 0)]]
        )
        var right = account(
            "x|y",
            "2.0",
            [
                .reported: [
                    "requests.completed": (97, 0), "requests.failed": (3, 0), "tokens.input": (9700, 0),
                    "ttft.mean": (0, 0),
                ]
            ]
        )
        (left.serverCountedInput, right.serverCountedInput) = (true, true)
        return document(
            [[left, right]],
            reference: "a<b>&\"c\"",
            requests: 100,
            notes: ["<script>alert(1)</script> \u{1}"]
        )
    }

    /// A tap saw both: one tool was late, the other takes more gaps for ITL samples.
    static var explained: VerdictDocument {
        let (vllm, evalscope) = (ToolID("vllm"), ToolID("evalscope"))
        func attribution(
            _ metric: MetricID,
            _ view: MetricView,
            parts: [Attribution.Part] = [],
            client: Double?,
            wire: Double,
            bias: (Double, Double)
        ) -> Attribution {
            let stall = ClientTiming.Stall(start: 2.44, length: 0.133, requests: 3)
            let definition = parts.reduce(0) { $0 + $1.share }
            return Attribution(
                metric: metric,
                view: view,
                reference: vllm,
                tool: evalscope,
                ratio: exp(0.001 + definition + (client ?? 0) + 0.002),
                work: 0.001,
                parts: parts,
                client: client,
                clientReason: client == nil ? "evalscope's requests are not known" : nil,
                rest: 0.002,
                wire: .init(reference: wire, tool: wire * exp(0.001)),
                bias: .init(reference: bias.0, tool: bias.1),
                stalls: [Attribution.Stall(tool: evalscope, round: 1, stall)]
            )
        }
        let gaps = Attribution.Part(id: .gaps, tool: evalscope, share: log(1.2))
        return document(
            [[full("vllm", "0.32.0", 0.2, 0.005), full("evalscope", "1.14.1", 0.2152, 0.005, reportedITL: 1.2)]],
            reference: "vllm",
            requests: 500,
            attributions: [
                attribution(MetricID(.ttft, .mean), .reported, client: 0.0705, wire: 0.2004, bias: (0.019, 0.075)),
                attribution(MetricID(.ttft, .mean), .canonical, client: 0.0705, wire: 0.2004, bias: (0.019, 0.075)),
                attribution(MetricID(.ttft, .median), .canonical, client: 0.0705, wire: 0.2, bias: (0, 0.072)),
                attribution(MetricID(.tpot, .mean), .reported, client: 0, wire: 0.005, bias: (0, 0)),
                attribution(
                    MetricID(.itl, .mean),
                    .reported,
                    parts: [gaps],
                    client: nil,
                    wire: 0.005,
                    bias: (-0.004, 0.195)
                ),
            ]
        )
    }

    /// Two tools that were tapped: one sends the prompts in another order and is not always full.
    static var audited: VerdictDocument {
        var document = threeRounds
        document.audits = (1...3).flatMap { round in
            ["native", "vllm"].map { tool in audit(tool, round: round) }
        }
        return document
    }

    private static func audit(_ tool: String, round: Int) -> WorkloadAudit {
        let isNative = tool == "native"
        let views: [MetricView: [MetricID: MetricValue]] = [
            .reported: [
                MetricID(.requestsCompleted): MetricValue(500),
                MetricID(.inputTokens): MetricValue(isNative ? 55000 : 50000),
                MetricID(.outputTokens): MetricValue(50000),
            ]
        ]
        var run = RunEvidence(round: round, account: RunAccount(tool: ToolID(tool), version: nil, views: views))
        var ledger = ServerLedger()
        (ledger.promptTokens, ledger.outputTokens) = (55000, 50000)
        (ledger.prefixQueries, ledger.prefixHits) = (55000, isNative ? 0 : 5500)
        run.ledger = ledger
        let exchanges = (0..<4).map { index in
            var exchange = WireExchange(
                index: index,
                connection: index % 2,
                place: index / 2,
                method: "POST",
                target: "/v1/completions",
                received: Instant(seconds: Double(index / 2) + (isNative ? 0 : 0.1 * Double(index / 2)))
            )
            exchange.body = Array(#"{"prompt":"\#(isNative ? index : 3 - index)"}"#.utf8)
            exchange.record.done = exchange.received + 1
            return exchange
        }
        run.wire = WireRun(exchanges: exchanges, connections: [], usage: TapUsage())
        var workload = Workload()
        (workload.requests, workload.concurrency) = (4, 2)
        return WorkloadAudit(of: run, workload: workload)
    }

    static var empty: VerdictDocument { document([], reference: "native", requests: 10) }
}
