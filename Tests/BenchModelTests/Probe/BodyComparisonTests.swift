import Testing

@testable import BenchModel

struct BodyComparisonTests {
    private func rows(
        _ left: [String: String],
        _ right: [String: String],
        rules: ProbeRules = ProbeRules()
    ) -> [ProbeRow] {
        ProbeComparison(rules: rules).rows(ProbeSamples.request(with: left), ProbeSamples.request(with: right))
    }

    /// The row of a place of two bodies that differ in these members.
    private func row(
        _ place: String,
        _ left: [String: String],
        _ right: [String: String],
        rules: ProbeRules = ProbeRules()
    ) -> ProbeRow? {
        rows(left, right, rules: rules).first { $0.place == place }
    }

    @Test func `equal bodies are the same in every field`() {
        let rows = rows([:], [:]).filter { $0.place.hasPrefix("body ") }
        #expect(rows.count == 9)
        #expect(rows.allSatisfy { $0.outcome == .same && $0.why == nil && $0.allowance == nil })
        #expect(rows.map(\.place).contains("body stream_options.include_usage"))
    }

    @Test(arguments: [
        ("temperature", "0", "0.0"), ("n", "1", ""), ("n", "", "1"), ("logprobs", "null", ""),
        ("logprobs", "", "false"),
        ("seed", "null", ""), ("stop", "[]", "null"), ("min_tokens", "0", ""), ("top_k", "null", ""),
        ("echo", "false", ""),
    ])
    func `what means the same is equivalent, with both forms`(name: String, left: String, right: String) {
        let row = row("body \(name)", [name: left], [name: right])
        #expect(row?.outcome == .equivalent)
        #expect(row?.reference == (left.isEmpty ? nil : left))
        #expect(row?.tool == (right.isEmpty ? nil : right))
        #expect(row?.why != nil)
    }

    /// Their defaults are the model's own, as the server's operator or the model's author has set them.
    @Test(arguments: [
        ("temperature", "0"), ("temperature", "1.0"), ("top_p", "1"), ("top_k", "0"), ("min_p", "0"),
        ("repetition_penalty", "1.0"), ("presence_penalty", "0"), ("frequency_penalty", "0.0"),
    ])
    func `a sampling parameter that one leaves to the server is different work`(name: String, value: String) {
        for other in ["", "null"] {
            let row = row("body \(name)", [name: value], [name: other])
            #expect(row?.outcome == .different)
            #expect(row?.allowance == .sampling)
            #expect(row?.why?.contains("model's own default") == true)
        }
    }

    @Test(arguments: [
        ("stream", "false", "", false), ("stream", "true", "", true), ("n", "2", "", true), ("n", "2", "1", true),
        ("model", #""m""#, #""other""#, true), ("logprobs", "1", "", true), ("ignore_eos", "true", "", true),
        ("ignore_eos", "", "false", false), ("extra", "1", "", true), ("stop", #"["a"]"#, #"["b"]"#, true),
    ])
    func `other values are different work`(name: String, left: String, right: String, differs: Bool) {
        #expect((row("body \(name)", [name: left], [name: right])?.outcome == .different) == differs)
    }

    @Test(arguments: ["cache_salt", "user", "request_id"])
    func `what is made anew for each run is expected to differ`(name: String) {
        #expect(row("body \(name)", [name: #""a""#], [name: #""b""#])?.outcome == .expected)
        #expect(row("body \(name)", [name: #""a""#], [name: ""])?.outcome == .expected)
    }

    @Test func `the two names of the most tokens mean the same in chat`() {
        let old = ["max_completion_tokens": "", "max_tokens": "8"]
        let same = row("body max_tokens", [:], old)
        #expect(same?.outcome == .equivalent)
        #expect(same?.reference == "max_completion_tokens: 8" && same?.tool == "max_tokens: 8")
        let rows = rows([:], old)
        #expect(rows.count { $0.place.contains("tokens") && $0.place.hasPrefix("body") } == 1)
        let other = row("body max_tokens", [:], ["max_completion_tokens": "", "max_tokens": "9"])
        #expect(other?.outcome == .different && other?.allowance == .lengths)
        let completions = row("body max_tokens", [:], old, rules: ProbeSamples.rules { $0.api = .completions })
        #expect(completions?.outcome == .different)
    }

    @Test func `one that gives no maximum does other work`() {
        let row = row("body max_completion_tokens", [:], ["max_completion_tokens": ""])
        #expect(row?.outcome == .different && row?.allowance == .lengths)
    }

    @Test func `a text may be a string or one text part`() {
        let part = ["messages": #"[{"role":"user","content":[{"type":"text","text":"a b"}]}]"#]
        #expect(row("body messages[0].content", [:], part)?.outcome == .same)
        let form = row("body messages[0].content form", [:], part)
        #expect(form?.outcome == .equivalent)
        #expect(form?.reference == "a string" && form?.tool == "one text part")
        let two = #"[{"type":"text","text":"a "},{"type":"text","text":"b"}]"#
        let parts = row("body messages[0].content", [:], ["messages": #"[{"role":"user","content":\#(two)}]"#])
        #expect(parts?.outcome == .different)
    }

    @Test func `prompts differ where each tool makes its own, and only there`() {
        let other = ["messages": #"[{"role":"user","content":"c d"}]"#]
        #expect(row("body messages[0].content", [:], other)?.outcome == .expected)
        let shared = ProbeSamples.rules { $0.sharesPrompts = true }
        #expect(row("body messages[0].content", [:], other, rules: shared)?.outcome == .different)
        let prompts = row("body prompt", ["prompt": #""a""#], ["prompt": #""b""#])
        #expect(prompts?.outcome == .expected)
    }

    @Test func `another role or another number of messages is different work`() {
        let role = row("body messages[0].role", [:], ["messages": #"[{"role":"system","content":"a b"}]"#])
        #expect(role?.outcome == .different)
        let two = #"[{"role":"system","content":"x"},{"role":"user","content":"a b"}]"#
        #expect(row("body messages", [:], ["messages": two])?.outcome == .different)
    }

    @Test func `what the recipe allows is expected`() {
        let sampling = ProbeSamples.rules { $0.allow = [.sampling] }
        #expect(row("body temperature", [:], ["temperature": "1"], rules: sampling)?.outcome == .expected)
        #expect(
            row("body max_completion_tokens", [:], ["max_completion_tokens": "9"], rules: sampling)?.outcome
                == .different
        )
        let lengths = ProbeSamples.rules { $0.allow = [.lengths] }
        #expect(
            row("body max_completion_tokens", [:], ["max_completion_tokens": "9"], rules: lengths)?.outcome == .expected
        )
        #expect(row("body ignore_eos", [:], ["ignore_eos": ""], rules: lengths)?.outcome == .expected)
        let arrivals = ProbeSamples.rules { $0.allow = [.arrivals] }
        #expect(row("body temperature", [:], ["temperature": "1"], rules: arrivals)?.outcome == .different)
    }

    @Test func `everything allowed stays a difference that is shown`() {
        let row = row("body temperature", [:], ["temperature": "1"], rules: ProbeSamples.rules { $0.allow = [.work] })
        #expect(row?.outcome == .different)
    }

    @Test func `lengths drawn from a range are expected to differ`() {
        let drawn = ProbeSamples.rules { $0.drawsLengths = true }
        #expect(
            row("body max_completion_tokens", [:], ["max_completion_tokens": "9"], rules: drawn)?.outcome == .expected
        )
        #expect(row("body ignore_eos", [:], ["ignore_eos": ""], rules: drawn)?.outcome == .different)
    }

    @Test func `a body that is no JSON is different work`() {
        let rows = ProbeComparison(rules: ProbeRules()).rows(ProbeSamples.request(), ProbeSamples.request("{broken"))
        #expect(rows.first { $0.place == "body" }?.outcome == .different)
    }
}
