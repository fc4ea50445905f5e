import Testing

@testable import BenchModel

struct AnswerComparisonTests {
    private func row(
        _ place: String,
        rules: ProbeRules = ProbeRules(),
        _ change: (inout RequestShape) -> Void
    ) -> ProbeRow? {
        ProbeComparison(rules: rules).rows(ProbeSamples.request(), ProbeSamples.request(change: change))
            .first { $0.place == place }
    }

    @Test func `answers of the same form are the same`() {
        let rows = ProbeComparison(rules: ProbeRules()).rows(ProbeSamples.request(), ProbeSamples.request())
        let answers = rows.filter { $0.place.hasPrefix("answer ") }
        #expect(answers.map(\.outcome) == Array(repeating: .same, count: 8))
        let texts = answers.map { "\($0.place.dropFirst(7)): \($0.tool ?? "–")" }
        #expect(texts.contains("usage: in a message of its own"))
        #expect(texts.contains("role chunk: yes") && texts.contains("end: [DONE]"))
        #expect(texts.contains("chunks: 8 for 8 tokens") && texts.contains("finish reason: yes"))
    }

    @Test func `prompt tokens decide, within the tolerance where each tool makes its own prompts`() {
        #expect(row("prompt tokens") { $0.promptTokens = 110 }?.outcome == .different)
        #expect(row("prompt tokens") { $0.promptTokens = 110 }?.allowance == .promptLength)
        #expect(row("prompt tokens") { $0.promptTokens = 103 }?.outcome == .equivalent)
        #expect(row("prompt tokens") { $0.promptTokens = 97 }?.outcome == .different)
        #expect(row("prompt tokens") { $0.promptTokens = nil } == nil)
        let shared = ProbeSamples.rules { $0.sharesPrompts = true }
        #expect(row("prompt tokens", rules: shared) { $0.promptTokens = 101 }?.outcome == .different)
        let allowed = ProbeSamples.rules { $0.allow = [.promptLength] }
        #expect(row("prompt tokens", rules: allowed) { $0.promptTokens = 110 }?.outcome == .expected)
        let drawn = ProbeSamples.rules { $0.drawsLengths = true }
        #expect(row("prompt tokens", rules: drawn) { $0.promptTokens = 140 }?.outcome == .expected)
    }

    @Test func `output tokens differ only where the model may end when it likes`() {
        #expect(row("output tokens") { $0.outputTokens = 7 }?.outcome == .different)
        let free = ProbeSamples.rules { $0.answersEndFreely = true }
        #expect(row("output tokens", rules: free) { $0.outputTokens = 7 }?.outcome == .expected)
    }

    @Test func `a whole answer is not a stream`() {
        let whole = row("answer stream") {
            $0.answerFields = [HTTPField(name: "content-type", value: "application/json")]
            $0.messages = [[.choices, .output, .usage]]
        }
        #expect(whole?.outcome == .different && whole?.tool == "no")
    }

    @Test func `where usage comes is part of the work`() {
        #expect(row("answer usage") { $0.messages.removeAll { $0 == .usage } }?.tool == "none")
        let each = row("answer usage") { $0.messages = $0.messages.map { $0.union(.usage) } }
        #expect(each?.tool == "with every chunk" && each?.outcome == .different)
        let last = row("answer usage") { $0.messages = [[.choices, .output], [.choices, .finish, .usage], .done] }
        #expect(last?.tool == "with the last chunk")
    }

    @Test func `how many tokens a chunk has is the server's own`() {
        let fewer = row("answer chunks") { $0.messages.remove(at: 1) }
        #expect(fewer?.outcome == .expected && fewer?.tool == "7 for 8 tokens")
    }

    @Test func `a refusal and a broken end are seen`() {
        #expect(row("answer status") { $0.status = 400 }?.outcome == .different)
        #expect(row("answer status") { $0.status = nil }?.tool == nil)
        let cut = row("answer end") {
            $0.messages.removeLast()
            $0.ending = .serverClosed
        }
        #expect(cut?.tool == "server_closed")
    }

    @Test func `another method or path is different work`() {
        #expect(row("path") { $0.target = "/v1/completions" }?.outcome == .different)
        #expect(row("method") { $0.method = "PUT" }?.outcome == .different)
    }

    @Test func `a tool's own tests before its request are told`() {
        var tested = ProbeSamples.request()
        tested.earlier = 1
        let rows = ProbeComparison(rules: ProbeRules()).rows(ProbeSamples.request(), tested)
        let row = rows.first { $0.place == "requests before" }
        #expect(row?.outcome == .expected && row?.tool == "1")
    }
}
