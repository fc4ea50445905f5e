import Testing

@testable import BenchModel

/// Causes in what was asked of the server.
struct WorkCauseTests {
    private func found(_ id: String, _ session: SessionEvidence) -> Finding? {
        CauseCatalogue.findings(in: session).first { $0.id == id }
    }

    /// The second tool's bodies have a member instead of another, or one more.
    private func session(replacing old: String, with new: String, allow: Set<Approximation> = []) -> SessionEvidence {
        var session = WireSample.session(change: { sample in
            let body = sample.body
            sample.body = { body($0).replacing(old, with: new) }
        })
        session.allow = allow
        return session
    }

    @Test func `runs that ask for the same give no finding`() {
        #expect(CauseCatalogue.findings(in: WireSample.session(rounds: 3)) == [])
        let renamed = session(replacing: #""max_tokens":20"#, with: #""max_completion_tokens": 20.0, "cache_salt":"x""#)
        #expect(CauseCatalogue.findings(in: renamed) == [])
        #expect(
            CauseCatalogue.findings(in: session(replacing: #""stream""#, with: #""top_p":1.0,"seed":null,"stream""#))
                == []
        )
    }

    @Test func `a tool that does not stream is named`() throws {
        let finding = try #require(
            found("stream-mixed", session(replacing: #""stream":true"#, with: #""stream":false"#))
        )
        #expect(finding.tool == ToolID("vllm") && finding.severity == .invalidating)
        #expect(finding.evidence == "vllm asks for a stream in 0 of 200 requests, and native in 200 of 200")
    }

    @Test func `a tool that streams some of its answers is named`() throws {
        let session = WireSample.session(change: { sample in
            let body = sample.body
            sample.body = { $0 % 4 == 0 ? body($0).replacing("true,\"temp", with: "false,\"temp") : body($0) }
        })
        let finding = try #require(found("stream-mixed", session))
        #expect(finding.evidence == "vllm asks for a stream in 150 of 200 requests")
    }

    @Test func `another limit of the answers is named with both limits and lengths`() throws {
        let session = WireSample.session(change: { sample in
            let body = sample.body
            sample.tokens = 10
            sample.body = { body($0).replacing("\"max_tokens\":20", with: "\"max_tokens\":10") }
        })
        let finding = try #require(found("end-condition-mismatch", session))
        #expect(finding.severity == .invalidating && finding.share == 0.5)
        #expect(finding.evidence.contains("max_tokens is 20 for native and 10 for vllm"))
        #expect(finding.evidence.contains("20 tokens for native and 10 for vllm"))
    }

    @Test func `answers that end before their limit are counted`() throws {
        let session = WireSample.session(change: { sample in
            sample.change = { if $0.index % 2 == 0 { $0.record.outputTokens = 15 } }
        })
        let finding = try #require(found("end-condition-mismatch", session))
        #expect(finding.evidence.contains("0 of 200 and 100 of 200 ended before their limit"))
        #expect(abs(try #require(finding.share) - 0.125) < 1e-9)
    }

    @Test func `another end condition that changed no answer is a note`() throws {
        let finding = try #require(
            found("end-condition-mismatch", session(replacing: #""ignore_eos":true"#, with: #""ignore_eos":false"#))
        )
        #expect(finding.severity == .note)
        #expect(finding.evidence.contains("ignore_eos is true for native and absent or false for vllm") == false)
        #expect(finding.evidence.contains("ignore_eos is true for native and false for vllm"))
    }

    @Test(arguments: [
        (#""temperature":0"#, #""temperature":0.7"#, Finding.Severity.invalidating),
        (#""temperature":0"#, #""temperature":0,"top_p":0.9"#, .warning),
        (#""temperature":0"#, #""temperature":0,"seed":7"#, .note),
        (#""temperature":0"#, #""temperature":0,"repetition_penalty":1.1"#, .invalidating),
    ])
    func `other sampling parameters are named, as heavy as they weigh`(
        old: String,
        new: String,
        severity: Finding.Severity
    ) throws {
        #expect(try #require(found("decoding-parameters", session(replacing: old, with: new))).severity == severity)
        let allowed = session(replacing: old, with: new, allow: [.sampling])
        #expect(try #require(found("decoding-parameters", allowed)).severity == .note)
    }

    @Test func `min_tokens in one tool's bodies is named`() throws {
        let one = session(replacing: #""max_tokens""#, with: #""min_tokens":20,"max_tokens""#)
        let finding = try #require(found("min-tokens", one))
        #expect(finding.severity == .warning && finding.tool == ToolID("vllm"))
        #expect(finding.evidence == "vllm sends min_tokens 20 in 200 of 200 requests; not so native")
    }

    @Test func `a client that counts other tokens than the server is named with both`() throws {
        let session = WireSample.session(
            rounds: 2,
            adjust: { $0.account.views[.reported]?[MetricID(.inputTokens)] = MetricValue(200 * 27) }
        )
        let finding = try #require(found("tokenizer-mismatch", session))
        #expect(finding.severity == .note)
        #expect(abs(try #require(finding.share) - 0.1) < 1e-9)
        #expect(finding.evidence == "vllm counts 27 prompt tokens a request and the server 30 (400 requests)")
        let rounded = WireSample.session(
            adjust: { $0.account.views[.reported]?[MetricID(.inputTokens)] = MetricValue(5000, resolution: 1000) }
        )
        #expect(found("tokenizer-mismatch", rounded) == nil)
    }

    @Test func `prefix cache hits of one tool only are named`() throws {
        func ledger(_ hits: Int) -> ServerLedger {
            var ledger = ServerLedger()
            (ledger.prefixQueries, ledger.prefixHits) = (6000, hits)
            return ledger
        }
        var session = WireSample.session(adjust: { $0.ledger = ledger(4500) })
        session.rounds[0][0].ledger = ledger(0)
        let finding = try #require(found("prefix-cache", session))
        #expect(finding.severity == .invalidating)
        #expect(finding.evidence.contains("0.0 % of the prompt tokens of native and 75.0 % of those of vllm"))
        session.rounds[0][0].ledger = ledger(4480)
        #expect(found("prefix-cache", session) == nil)
        session.rounds[0][0].ledger = ledger(4200)
        #expect(found("prefix-cache", session)?.severity == .warning)
    }

    /// Shared prompts, of which the second tool sends other ones.
    private func shared(_ prompts: Workload.Prompts = .shared, _ body: @escaping @Sendable (Int) -> Int)
        -> SessionEvidence
    {
        WireSample.session(
            rounds: 2,
            change: { sample in
                let own = sample.body
                sample.body = { own(body($0)) }
            },
            setup: { $0.prompts = prompts }
        )
    }

    @Test func `prompts that were shared and not sent invalidate the run`() throws {
        let session = shared { $0 < 3 ? 1000 + $0 : $0 }
        let finding = try #require(found("prompts-differ", session))
        #expect(finding.severity == .invalidating && finding.tool == ToolID("vllm"))
        #expect(
            finding.evidence
                == "6 of 400 requests of vllm had another prompt than those of native, although the recipe shares them"
        )
        #expect(found("prompts-differ", shared(.file) { $0 / 2 })?.evidence.hasPrefix("200 of 400 requests") == true)
        var allowed = session
        allowed.allow = [.work]
        #expect(found("prompts-differ", allowed)?.severity == .warning)
    }

    @Test func `shared prompts in another order, and prompts that each tool draws, are what was asked for`() {
        #expect(found("prompts-differ", shared { 199 - $0 }) == nil)
        #expect(found("prompts-differ", shared(.own) { 1000 + $0 }) == nil)
    }
}
