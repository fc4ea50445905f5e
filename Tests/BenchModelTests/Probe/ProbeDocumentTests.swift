import Foundation
import Testing

@testable import BenchModel

struct ProbeDocumentTests {
    private static let vllm = ToolID("vllm")

    private func document(
        _ requests: [(tool: ToolID, seen: ProbedRequest?)],
        allow: Set<Approximation> = []
    ) -> ProbeDocument {
        ProbeDocument(requests, reference: .native, rules: ProbeSamples.rules { $0.allow = allow })
    }

    @Test func `every other tool is held against the reference`() {
        let document = document([(Self.vllm, ProbeSamples.request()), (.native, ProbeSamples.request())])
        #expect(document.comparisons.map(\.tool) == [Self.vllm])
        #expect(document.comparisons.map(\.reference) == [.native])
        #expect(document.isSame && document.comparisons.allSatisfy(\.same))
        #expect(document.findings(allow: []).isEmpty)
    }

    @Test func `different work ends a run, with both values and what to do`() {
        let other = ProbeSamples.request(with: ["temperature": ""])
        let document = document([(.native, ProbeSamples.request(promptTokens: 110)), (Self.vllm, other)])
        let findings = document.findings(allow: [])
        #expect(findings.map(\.id) == ["work-differs"])
        #expect(findings.first?.severity == .invalidating && findings.first?.tool == Self.vllm)
        let evidence = findings.first?.evidence ?? ""
        #expect(evidence.contains("body temperature absent against 0.0"))
        #expect(evidence.contains("prompt tokens 100 against 110"))
        #expect(evidence.contains("`allow: [prompt_length, sampling]`"))
    }

    @Test func `different work that is allowed is a warning`() {
        let other = ProbeSamples.request(with: ["temperature": ""])
        let document = document([(.native, ProbeSamples.request()), (Self.vllm, other)], allow: [.work])
        #expect(document.findings(allow: [.work]).map(\.severity) == [.warning])
        #expect(!document.isSame)
    }

    @Test func `many differences are cut and counted`() {
        let members = Dictionary(uniqueKeysWithValues: (0..<11).map { ("x\($0)", "1") })
        let document = document([(.native, ProbeSamples.request()), (Self.vllm, ProbeSamples.request(with: members))])
        #expect(document.findings(allow: []).first?.evidence.contains("; and 3 more") == true)
    }

    @Test func `a tool of which nothing was seen is a warning, and the others are compared`() {
        let evalscope = ToolID("evalscope")
        let document = document([
            (.native, nil), (Self.vllm, ProbeSamples.request()), (evalscope, ProbeSamples.request()),
        ])
        #expect(document.unseen == [.native])
        #expect(document.comparisons.map(\.reference) == [Self.vllm])
        #expect(document.findings(allow: []).map(\.id) == ["work-unseen"])
        #expect(document.findings(allow: []).map(\.severity) == [.warning])
        #expect(self.document([(.native, nil), (Self.vllm, nil)]).comparisons.isEmpty)
    }

    @Test func `the last request for text is the tool's own`() {
        var test = ProbeSamples.exchange(promptTokens: 1)
        test.index = 0
        var models = ProbeSamples.exchange()
        models.method = "GET"
        models.target = "/v1/models"
        let own = ProbeSamples.exchange(promptTokens: 100)
        let run = WireRun(exchanges: [test, own, models], connections: [], usage: TapUsage())
        let probed = ProbedRequest(run)
        #expect(probed?.request.promptTokens == 100)
        #expect(probed?.earlier == 1)
        #expect(ProbedRequest(WireRun(exchanges: [models], connections: [], usage: TapUsage())) == nil)
    }

    @Test func `a document that was written is read back`() throws {
        let other = ProbeSamples.request(with: ["temperature": ""])
        let document = document([(.native, ProbeSamples.request()), (Self.vllm, other)])
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(ProbeDocument.self, from: data) == document)
    }

    @Test func `a recipe says which differences are none`() {
        var recipe = Recipe(name: "r", server: .url("http://127.0.0.1:1"), model: ModelChoice(name: "m"))
        #expect(ProbeRules(recipe) == ProbeRules())
        recipe.workload.prompts = .shared
        recipe.workload.ignoreEOS = false
        recipe.workload.headers = ["X-Tenant": "a"]
        recipe.workload.apiKeyVariable = "KEY"
        recipe.tolerance.share = 0.1
        recipe.allow = [.lengths]
        let rules = ProbeRules(recipe)
        #expect(rules.sharesPrompts && rules.answersEndFreely && rules.hasKey && !rules.drawsLengths)
        #expect(rules.headers == ["x-tenant"] && rules.share == 0.1 && rules.allow == [.lengths])
        recipe.workload.prompts = .own
        recipe.workload.rangeRatio = 0.5
        #expect(ProbeRules(recipe).drawsLengths)
    }
}
