import Testing

@testable import BenchModel

struct HeaderComparisonTests {
    private func row(
        _ name: String,
        _ left: String?,
        _ right: String?,
        rules: ProbeRules = ProbeRules(),
        change: (inout RequestShape) -> Void = { _ in }
    ) -> ProbeRow? {
        func request(_ value: String?) -> ProbedRequest {
            ProbeSamples.request {
                $0.fields = value.map { [HTTPField(name: name, value: $0)] } ?? []
                change(&$0)
            }
        }
        return ProbeComparison(rules: rules).rows(request(left), request(right))
            .first { $0.place == "header \(name.lowercased())" }
    }

    @Test(arguments: [
        ("Host", "a:1", "b:2"), ("User-Agent", "x", "y"), ("X-Request-Id", "1", "2"), ("Content-Length", "1", "2"),
    ])
    func `what names the client or the request does not matter`(name: String, left: String, right: String) {
        #expect(row(name, left, right) == nil)
        #expect(row(name, left, nil) == nil)
    }

    @Test(
        arguments: [
            ("Content-Type", "application/json", "application/json; charset=utf-8", ProbeRow.Outcome.equivalent),
            ("Content-Type", "application/json", "text/plain", .different),
            ("Content-Type", "application/json", nil, .different),
            ("Accept", nil, "*/*", .equivalent), ("Accept", "text/event-stream", "*/*", .equivalent),
            ("Accept", "*/*", "application/json", .different), ("Accept", "*/*", "*/*", .same),
            ("Connection", nil, "keep-alive", .equivalent), ("Connection", nil, "close", .different),
            ("X-Fault", "a", "b", .different), ("X-Fault", "a", nil, .different), ("X-Fault", "a", "a", .same),
        ] as [(String, String?, String?, ProbeRow.Outcome)]
    )
    func `a field is judged by what it changes`(
        name: String,
        left: String?,
        right: String?,
        outcome: ProbeRow.Outcome
    ) {
        #expect(row(name, left, right)?.outcome == outcome)
    }

    @Test func `an encoding that is offered matters when the server takes it`() {
        #expect(row("Accept-Encoding", nil, "gzip, deflate")?.outcome == .equivalent)
        let compressed = row("Accept-Encoding", nil, "gzip") {
            $0.answerFields.append(HTTPField(name: "content-encoding", value: "gzip"))
        }
        #expect(compressed?.outcome == .different)
    }

    @Test func `a secret is present or not, and never shown`() {
        let same = row("Authorization", "Bearer one", "Bearer two")
        #expect(same?.outcome == .same && same?.reference == "present" && same?.tool == "present")
        let needed = ProbeSamples.rules { $0.hasKey = true }
        let missing = row("Authorization", "Bearer one", nil, rules: needed)
        #expect(missing?.outcome == .different && missing?.tool == nil)
    }

    @Test func `a key that nobody asked for changes nothing unless the server refuses`() {
        #expect(row("Authorization", nil, "Bearer None")?.outcome == .equivalent)
        #expect(row("Authorization", nil, "Bearer None") { $0.status = 401 }?.outcome == .different)
    }

    @Test func `a header of the recipe must be there with its value, which is not shown`() {
        let rules = ProbeSamples.rules { $0.headers = ["x-tenant"] }
        #expect(row("X-Tenant", "secret", "secret", rules: rules)?.outcome == .same)
        let other = row("X-Tenant", "secret", "hidden", rules: rules)
        #expect(other?.outcome == .different)
        #expect(row("X-Tenant", "secret", nil, rules: rules)?.outcome == .different)
        #expect(other?.reference == "present" && other?.tool == "another value")
    }
}
