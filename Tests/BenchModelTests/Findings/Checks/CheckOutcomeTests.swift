import Testing

@testable import BenchModel

struct CheckOutcomeTests {
    /// What makes one check fail, or leaves it without an answer.
    struct Case: Sendable, CustomTestStringConvertible {
        let check: String
        var known: [Finding] = []
        /// Of the reason.
        var words = ""
        let session: @Sendable () -> SessionEvidence

        var testDescription: String { "\(check) \(words)" }
    }

    private static let vllm = ToolID("vllm")

    /// What is known of the second tool's runs is changed.
    private static func failing(_ check: String, _ adjust: @escaping @Sendable (inout RunEvidence) -> Void) -> Case {
        Case(check: check) { WireSample.session(rounds: 3, adjust: adjust) }
    }

    /// The second tool itself is.
    private static func sending(_ check: String, _ change: @escaping @Sendable (inout WireSample) -> Void) -> Case {
        Case(check: check) { WireSample.session(rounds: 3, change: change) }
    }

    private static func known(_ check: String, _ cause: String, _ metrics: [MetricID]) -> Case {
        let finding = Finding(id: cause, tool: vllm, metrics: metrics, evidence: "so it is", severity: .invalidating)
        return Case(check: check, known: [finding]) { WireSample.session(rounds: 3) }
    }

    private static func count(_ run: inout RunEvidence, _ family: MetricFamily, _ value: Double) {
        for view in run.account.views.keys { run.account.views[view]?[MetricID(family)] = MetricValue(value) }
    }

    static let failures: [Case] = [
        known("tool-runs", "tool-failed", []),
        failing("failed-requests") { count(&$0, .requestsFailed, 3) },
        sending("truncated-answers") { sample in
            sample.change = { exchange in
                guard exchange.index == 7 else { return }
                exchange.ending = .serverClosed
                exchange.record.failure = RequestFailure(.truncated, "")
            }
            sample.changeRecord = { $0.failure = nil }
        },
        failing("request-counts") { count(&$0, .requestsCompleted, 190) },
        sending("request-bodies") { sample in
            let body = sample.body
            sample.body = { body($0).replacing(#""temperature":0"#, with: #""temperature":0.7"#) }
        },
        failing("token-lengths") { count(&$0, .inputTokens, 7000) },
        sending("load-reached") { $0.slots = 5 },
        failing("prefix-cache") { $0.ledger?.prefixHits = 3000 },
        known("client-saturation", "client-saturated", [MetricID(.ttft, .mean)]),
        known("client-saturation", "client-limited", [MetricID(.ttft, .mean)]),
        known("client-lateness", "client-late", [MetricID(.ttft, .mean)]),
        sending("tool-clock") { sample in
            sample.changeRecord = { record in
                func clock(_ instant: Instant) -> Instant { WireSample.start + (instant - WireSample.start) * 1.005 }
                record.sent = clock(record.sent)
                record.contentChunks = ChunkInstants(record.contentChunks.map(clock))
                record.firstContent = record.firstContent.map(clock)
                record.lastChoice = record.lastChoice.map(clock)
            }
        },
        failing("tap-saturation") { $0.wire?.usage.cpuShare = 0.95 },
        failing("host-contention") { $0.host?.otherShare = 0.4 }, failing("cpu-steal") { $0.host?.stealShare = 0.4 },
        failing("cpu-governor") { $0.host?.scaling?.changedCores = 1 },
        failing("thermal-state") { $0.host?.throttleEvents = 1 },
        failing("system-clock") { $0.host?.clocks?.step = 1 },
        Case(check: "server-drift") {
            let rounds = (1...4).flatMap { round in
                var sample = WireSample()
                sample.ttft = { _ in 0.02 * (1 + 0.1 * Double(round)) }
                return WireSample.session(sample).changing { $0.round = round }.rounds
            }
            var session = WireSample.session()
            session.rounds = rounds
            return session
        },
    ]

    @Test(arguments: failures) func `a check that fails makes the run invalid`(_ item: Case) throws {
        let judgement = item.session().judged(known: item.known)
        let failed = judgement.checks(item.check).filter { $0.outcome == .fail }
        let result = try #require(failed.first, "\(judgement.findings)")
        #expect(failed.count == 1)
        #expect(judgement.verdict == .invalid)
        let check = try #require(CheckCatalogue.check(item.check))
        let finding = try #require(
            judgement.findings.first { check.causes.contains($0.id) && $0.severity == .invalidating }
        )
        #expect(result.tool == finding.tool && result.evidence?.hasPrefix(finding.evidence) == true)
        #expect(result.metrics == check.families)
    }

    @Test func `there is a failure for every check`() {
        #expect(Set(Self.failures.map(\.check)) == Set(CheckCatalogue.all.map(\.id)))
    }

    private static func missing(
        _ check: String,
        _ words: String,
        rounds: Int = 3,
        _ change: @escaping @Sendable (inout RunEvidence) -> Void = { _ in }
    ) -> Case {
        Case(check: check, words: words) { WireSample.session(rounds: rounds).changing(change) }
    }

    private static func sampled(
        _ check: String,
        _ words: String,
        _ change: (inout WireSample) -> Void,
        setup: @escaping @Sendable (inout Workload) -> Void = { _ in }
    ) -> Case {
        var sample = WireSample()
        change(&sample)
        return Case(check: check, words: words) { [sample] in WireSample.session(rounds: 3, sample, setup: setup) }
    }

    static let gaps: [Case] = [
        missing("failed-requests", "its output does not tell how many requests failed") { run in
            run.forget(.requestsFailed)
            run.forget(.requestsCompleted)
        },
        missing("truncated-answers", "no tap saw the requests") { $0.wire = nil },
        missing("truncated-answers", "its output does not tell how many requests completed") {
            $0.forget(.requestsCompleted)
        },
        missing("request-counts", "its output does not tell how many requests completed") {
            $0.forget(.requestsCompleted)
        },
        missing("request-bodies", "no tap saw the requests") { $0.wire = nil },
        missing("request-bodies", "none of its requests passed the tap") { $0.wire?.exchanges = [] },
        sampled("request-bodies", "no JSON objects", { $0.body = { _ in "x" } }),
        missing("token-lengths", "its output does not tell the tokens of prompts") { $0.forget(.inputTokens) },
        missing("load-reached", "no tap saw the requests") { $0.wire = nil },
        sampled("load-reached", "it takes 300 requests to fill 150 slots", { $0.slots = 150 }),
        sampled("load-reached", "more than 30 requests", { $0.requests = 20 }, setup: { $0.rate = 50 }),
        sampled("load-reached", "the server set the pace", { _ in }, setup: { $0.rate = 50 }),
        missing("prefix-cache", "/metrics are not known") { $0.ledger = nil },
        missing("prefix-cache", "do not count what its prefix cache had") { $0.ledger?.prefixHits = nil },
        missing("client-saturation", "processor time") { $0.clientCPUShare = nil },
        missing("client-lateness", "no tap saw the requests") { $0.account.views[.wire] = nil },
        missing("client-lateness", "when the first tokens came") {
            $0.account.views[.canonical]?[MetricID(.ttft, .mean)] = nil
        },
        missing("tool-clock", "no instants of single requests") { $0.records = nil },
        missing("tool-clock", "cannot be matched") { $0.records?.removeLast() },
        missing("tool-clock", "no tap saw the requests") { $0.wire = nil },
        missing("tap-saturation", "no tap saw the requests") { $0.wire = nil },
        sampled("tap-saturation", "less than 1 s", { $0.slots = 100 }),
        missing("host-contention", "the machine was not watched") { $0.host = nil },
        missing("host-contention", "what the server itself used") { $0.host?.otherShare = nil },
        missing("host-contention", "does not tell how busy it was") { run in
            run.host?.otherShare = nil
            run.host?.busyShare = nil
        },
        missing("host-contention", "less than 1 s") { $0.host?.seconds = 0.5 },
        missing("cpu-steal", "what a hypervisor took") { $0.host?.stealShare = nil },
        missing("cpu-governor", "CPU governor") { $0.host?.scaling = nil },
        missing("thermal-state", "throttled") { $0.host?.throttleEvents = nil },
        missing("system-clock", "were not read") { $0.host?.clocks = nil },
        missing("server-drift", "a trend takes 3 rounds, and there were 2", rounds: 2),
        missing("server-drift", "no tap saw the requests") { $0.wire = nil },
    ]

    @Test(arguments: gaps) func `a check without what it needs is not made, and says why`(_ item: Case) {
        let judgement = item.session().judged()
        let results = judgement.checks(item.check)
        #expect(!results.isEmpty)
        for result in results {
            #expect(result.outcome == .notChecked && result.evidence?.contains(item.words) == true, "\(result)")
        }
        #expect(
            !judgement.findings.contains {
                CheckCatalogue.check(item.check)?.causes.contains($0.id) == true
                    && $0.severity == .invalidating
            }
        )
        guard judgement.verdict == .agree else { return }
        #expect(judgement.summary.contains("; not checked: "))
    }

    @Test func `every check but that of the runs themselves can lack something`() {
        #expect(Set(Self.gaps.map(\.check)) == Set(CheckCatalogue.all.map(\.id)).subtracting(["tool-runs"]))
    }

    @Test func `an agreement names what was not checked`() {
        let session = WireSample.session(rounds: 3).changing { run in
            run.host?.scaling = nil
            run.host?.throttleEvents = nil
        }
        let judgement = session.judged()
        #expect(judgement.verdict == .agree)
        #expect(judgement.summary.hasSuffix("; not checked: CPU governor, thermal state"), "\(judgement.summary)")
    }

    @Test func `a check that one round could not be put to was not made`() {
        let session = WireSample.session(rounds: 3).changing { if $0.round == 2 { $0.wire = nil } }
        let result = session.judged().checks("truncated-answers").first
        #expect(result?.outcome == .notChecked)
        #expect(result?.evidence == "in 1 of 3 rounds no tap saw the requests")
    }

    @Test func `a check of a pair needs both sides`() {
        var session = WireSample.session()
        session.rounds[0][0].ledger = nil
        #expect(session.judged().checks("prefix-cache").map(\.outcome) == [.notChecked])
    }

    @Test func `a check that passes with a warning says so`() {
        let session = WireSample.session(rounds: 3, adjust: { $0.host?.otherShare = 0.2 })
        let results = session.judged().checks("host-contention")
        #expect(results.map(\.outcome) == [.pass, .pass])
        #expect(results.map { $0.evidence == nil } == [true, false])
    }

    @Test func `what fails is told even where something is missing`() {
        let session = WireSample.session(
            rounds: 3,
            adjust: { run in
                run.host?.otherShare = run.round == 1 ? nil : 0.5
            }
        )
        #expect(session.judged().checks("host-contention").map(\.outcome) == [.pass, .fail])
    }

    @Test func `a failure of a tool that has no run is told`() {
        let finding = Finding(id: "tool-failed", tool: Self.vllm, evidence: "it crashed", severity: .invalidating)
        let session = SessionEvidence(reference: .native, tolerance: Tolerance(), rounds: [])
        let judgement = session.judged(known: [finding])
        #expect(judgement.checks("tool-runs").map(\.outcome) == [.fail])
        #expect(judgement.checks("tool-runs").first?.tool == Self.vllm)
    }
}
