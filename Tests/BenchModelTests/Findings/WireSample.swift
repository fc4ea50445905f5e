@testable import BenchModel

/// Makes the evidence of one run as a tap and a healthy tool would leave it: a closed loop, or an open one with the
/// arrivals that are given. Tests change what they are about.
struct WireSample {
    var tool = ToolID("vllm")
    var round = 1
    var requests = 200
    var slots = 10
    /// Seconds from the start to each request. Nil: a closed loop.
    var arrivals: [Double]?
    var ttft: @Sendable (Int) -> Double = { _ in 0.02 }
    var itl = 0.005
    var tokens = 20
    var tokensPerChunk = 1
    /// Seconds by which the role chunk precedes the first output, and the usage chunk follows the last.
    var roleEarly = 0.0
    var usageLate = 0.0
    /// Seconds from an answer's end to the next request of its slot.
    var turnaround = 0.0005
    /// Seconds from when the tool's clock starts a request to when the tap has it, and back from the tap.
    var sendDelay = 0.0002
    var seeDelay = 0.0002
    var newConnections = false
    var body: @Sendable (Int) -> String = { index in
        #"{"model":"m","messages":[{"role":"user","content":"p\#(index)"}],"max_tokens":20,"stream":true,"#
            + #""temperature":0,"ignore_eos":true}"#
    }
    /// What is changed in an exchange after it was made.
    var change: @Sendable (inout WireExchange) -> Void = { _ in }
    /// What is changed in a request as the tool has it.
    var changeRecord: @Sendable (inout RequestRecord) -> Void = { _ in }
    var formula: ToolFormula? = ToolFormula()

    static let start = Instant(seconds: 1000)

    var workload: Workload {
        var workload = Workload()
        workload.requests = requests
        workload.outputTokens = tokens
        workload.concurrency = arrivals == nil ? slots : nil
        return workload
    }

    func run(_ adjust: (inout RunEvidence) -> Void = { _ in }) -> RunEvidence {
        let exchanges = exchanges()
        var connections: [WireConnection] = []
        for exchange in exchanges where exchange.place == 0 {
            connections.append(WireConnection(number: exchange.connection, accepted: exchange.received + -0.0001))
        }
        var usage = TapUsage()
        usage.cpuShare = 0.2
        usage.forwardP99 = 0.0003
        usage.busyTurnP99 = 0.0005
        let records = exchanges.map { exchange in
            var record = exchange.record
            record.sent = exchange.received + -sendDelay
            record.contentChunks = ChunkInstants(exchange.record.contentChunks.map { $0 + seeDelay })
            record.firstContent = record.contentChunks.first
            record.lastChoice = exchange.record.lastChoice.map { $0 + seeDelay }
            record.done = exchange.record.done.map { $0 + seeDelay }
            changeRecord(&record)
            return record
        }
        let values = CanonicalMetrics.compute(from: records)
        let account = RunAccount(
            tool: tool,
            version: "1.0.0",
            views: [.canonical: values, .reported: values, .wire: WireView.compute(from: exchanges)]
        )
        var evidence = RunEvidence(round: round, account: account)
        evidence.records = records
        evidence.wire = WireRun(exchanges: exchanges, connections: connections, usage: usage)
        evidence.formula = formula
        evidence.host = Self.host
        evidence.clientCPUShare = 0.3
        var ledger = ServerLedger()
        (ledger.prefixQueries, ledger.prefixHits) = (30 * requests, 0)
        evidence.ledger = ledger
        adjust(&evidence)
        return evidence
    }

    /// A machine that tells everything of itself and was left alone.
    private static var host: HostState {
        var host = HostState(cores: 2)
        host.seconds = 5
        host.busyShare = 0.4
        host.stealShare = 0.01
        host.otherShare = 0.03
        host.scaling = CPUScaling(governors: ["performance"], driver: "acpi-cpufreq")
        host.throttleEvents = 0
        host.clocks = ClockPace(step: 2e-6, slew: 1e-5)
        return host
    }

    private func exchanges() -> [WireExchange] {
        var free = Array(repeating: 0.0, count: slots)
        var places = Array(repeating: 0, count: slots)
        return (0..<requests).map { index in
            let slot = arrivals == nil ? free.indices.min { free[$0] < free[$1] } ?? 0 : index % slots
            let at =
                arrivals.map { $0[index] } ?? (free[slot] + (places[slot] > 0 ? turnaround : Double(slot) * 0.0001))
            var exchange = WireExchange(
                index: index,
                connection: newConnections ? index : slot,
                place: newConnections ? 0 : places[slot],
                method: "POST",
                target: "/v1/chat/completions",
                received: Self.start + at
            )
            exchange.body = Array(body(index).utf8)
            exchange.receivedWhole = exchange.received
            exchange.status = 200
            answer(&exchange, ttft: ttft(index))
            change(&exchange)
            places[slot] += 1
            free[slot] = exchange.record.end - Self.start
            return exchange
        }
    }

    private func answer(_ exchange: inout WireExchange, ttft: Double) {
        let first = exchange.received + ttft
        let chunks = (tokens + tokensPerChunk - 1) / tokensPerChunk
        let outputs = (0..<chunks).map { first + Double($0 * tokensPerChunk) * itl }
        let last = outputs.last ?? first
        var messages: [(WireMessages.Kind, Instant)] = [(.choices, first + -roleEarly)]
        for (place, instant) in outputs.enumerated() {
            messages.append((place == chunks - 1 ? [.choices, .output, .finish] : [.choices, .output], instant))
        }
        messages += [(.usage, last + usageLate), (.done, last + usageLate)]
        exchange.messages = WireMessages(messages)
        var record = RequestRecord(index: exchange.index, sent: exchange.received)
        record.firstChunk = first + -roleEarly
        record.contentChunks = ChunkInstants(outputs)
        record.firstContent = first
        record.lastChoice = last
        record.usage = last + usageLate
        record.done = last + usageLate
        record.inputTokens = 30
        record.outputTokens = tokens
        exchange.record = record
        exchange.ending = .complete
    }
}

extension WireSample {
    /// Two tools that do the same, in that many rounds; tests change the second one.
    static func session(
        rounds: Int = 1,
        _ sample: WireSample = WireSample(),
        change: (inout WireSample) -> Void = { _ in },
        adjust: (inout RunEvidence) -> Void = { _ in },
        tolerance: Tolerance = Tolerance(),
        setup: (inout Workload) -> Void = { _ in }
    ) -> SessionEvidence {
        var base = sample
        base.tool = ToolID("native")
        var other = sample
        change(&other)
        var workload = sample.workload
        setup(&workload)
        return SessionEvidence(
            reference: ToolID("native"),
            tolerance: tolerance,
            workload: workload,
            rounds: (1...rounds).map { round in
                (base.round, other.round) = (round, round)
                return [base.run(), other.run(adjust)]
            }
        )
    }
}
