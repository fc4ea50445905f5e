import Testing

@testable import BenchModel

struct WireFailuresTests {
    private static let tools = ["native", "vllm", "evalscope", "mine"].map { ToolID($0) }
    private static let recipe = Recipe(name: "r", server: .url("http://a"), model: ModelChoice(name: "m"))

    /// The forms in which servers put a message, with the parameter where the form has a place for it.
    private static let forms: [@Sendable (_ message: String, _ parameter: String) -> String] = [
        { #"{"error": {"message": \#(quoted($0)), "type": "t", "param": "\#($1)", "code": "c"}}"# },
        { #"{"object": "error", "message": \#(quoted($0)), "param": "\#($1)", "code": 400}"# },
        { #"[{"error": {"code": 400, "message": \#(quoted($0)), "status": "S"}}]"# + ($1.isEmpty ? " " : "") },
        { #"{"detail": [{"loc": ["body", "\#($1)"], "msg": \#(quoted($0)), "type": "t"}]}"# },
        { message, _ in #"{"detail": \#(quoted(message))}"# },
        { message, _ in #"{"error": \#(quoted(message))}"# },
        { message, _ in #"{"message": \#(quoted(message))}"# },
        { message, _ in #"{"error": {"message": \#(quoted(message)), "type": "t", "pa"# },
        { message, _ in message },
    ]

    private static func quoted(_ text: String) -> String { JSONValue.string(text).line }

    private func exchange(_ status: Int, _ answer: String) -> WireExchange {
        var exchange = ProbeSamples.exchange()
        exchange.status = status
        exchange.answerExcerpt = Array(answer.utf8)
        exchange.answerFields = []
        exchange.record.failure = RequestFailure(.status, "HTTP \(status): \(answer)")
        return exchange
    }

    private func finding(_ tool: ToolID, _ exchanges: [WireExchange], expected: Int = 1) -> Finding? {
        WireFailures(tool, exchanges, recipe: Self.recipe).serverFinding("round 1", expected: expected)
    }

    @Test(arguments: [300, 400, 401, 403, 404, 422, 429, 499, 500, 502, 503, 504, 529])
    func `a status is told with the server's words in every form, for every tool`(status: Int) throws {
        let message = "Unsupported parameter: 'max_tokens' is not\nsupported \u{1B}[31mhere"
        for tool in Self.tools {
            for (index, form) in Self.forms.enumerated() {
                let answer = form(message, "max_tokens")
                let finding = try #require(self.finding(tool, [exchange(status, answer)]))
                let verb = status < 500 ? "refused" : "failed"
                #expect(finding.id == "server-\(verb)" && finding.tool == tool && finding.severity == .invalidating)
                let words =
                    "the server \(verb) \(tool): \(status) \"Unsupported parameter: 'max_tokens' is not supported"
                #expect(finding.evidence.contains(words), "form \(index): \(finding.evidence)")
                #expect(finding.evidence.contains("workload.output_tokens"), "form \(index): \(finding.evidence)")
                #expect(!finding.evidence.unicodeScalars.contains { $0.value < 0x20 }, "form \(index)")
            }
        }
    }

    @Test func `every member of a body that a recipe has a key for is told with the key and what changes it`() {
        var recipe = Self.recipe
        recipe.workload.topK = 5
        recipe.workload.minP = 0.1
        recipe.workload.repetitionPenalty = 1
        recipe.workload.presencePenalty = 1
        recipe.workload.frequencyPenalty = 1
        recipe.workload.stop = ["a"]
        recipe.workload.seed = 1
        for (name, key) in BodyField.recipeKeys {
            for message in [
                "Unrecognized request argument supplied: '\(name)'", "'\(name)' must be < 3", "`\(name)` no",
            ] {
                var failed = exchange(400, #"{"error": {"message": "\#(message)"}}"#)
                failed.body = Array(#"{"\#(name)": 1, "other_field": 2}"#.utf8)
                let text = WireFailures(.native, [failed], recipe: recipe).sentences.joined(separator: " ")
                #expect(text.contains("'\(name)' is"), "\(text)")
                if let key { #expect(text.contains(key), "\(text)") }
                let changed = ["temperature", "top_p", "top_k", "min_p", "seed", "stop", "ignore_eos"]
                if changed.contains(name), let key { #expect(text.contains("--set \(key)="), "\(text)") }
            }
        }
    }

    @Test func `what the recipe does not ask for is the tool's own`() {
        var failed = exchange(400, #"{"error": {"message": "no", "param": "top_k"}}"#)
        failed.body = Array(#"{"top_k": 1}"#.utf8)
        let text = WireFailures(ToolID("vllm"), [failed], recipe: Self.recipe).sentences.joined()
        #expect(text.contains("vllm sends it by itself") && text.contains("workload.top_k"), "\(text)")
        var recipe = Self.recipe
        recipe.workload.extraBody = ["top_k": 1]
        let own = WireFailures(ToolID("vllm"), [failed], recipe: recipe).sentences.joined()
        #expect(own.contains("workload.extra_body"), "\(own)")
    }

    @Test func `a page of HTML is told by its title, a compressed text and none at all as such`() {
        let page = "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"
        #expect(finding(.native, [exchange(502, page)])?.evidence.contains("502 \"502 Bad Gateway\"") == true)
        #expect(
            finding(.native, [exchange(500, "<p>out of <b>memory</b></p>")])?.evidence.contains("out of memory") == true
        )
        #expect(finding(.native, [exchange(503, "")])?.evidence.contains("503 without a word") == true)
        var zipped = exchange(500, "\u{1F}\u{8B}")
        zipped.answerFields = [HTTPField(name: "Content-Encoding", value: "gzip")]
        #expect(finding(.native, [zipped])?.evidence.contains("compressed by gzip") == true)
    }

    @Test(arguments: RequestFailure.Kind.allCases)
    func `a failure of any kind is the server's unless the client gave up`(kind: RequestFailure.Kind) {
        for ending in [WireExchange.Ending.complete, .serverClosed, .clientClosed, .open] {
            var failed = exchange(200, "")
            failed.ending = ending
            failed.record.failure = RequestFailure(kind, "the words")
            let own = [RequestFailure.Kind.timeout, .cancelled, .unspecified].contains(kind)
            let found = finding(.native, [failed])
            let isServers = !own && (ending == .complete || ending == .serverClosed)
            #expect((found != nil) == isServers, "\(kind) \(ending)")
            if isServers, kind != .status { #expect(found?.evidence.contains("the words") == true) }
            if isServers { #expect(found?.severity == (kind == .malformed ? .warning : .invalidating)) }
        }
    }

    @Test func `requests that fail alike are counted, and what a tool tried again is no loss`() {
        let failed = (0..<7).map { exchange(429, #"{"error": {"message": "request \#($0 * 31) is one too many"}}"#) }
        let whole = (0..<5).map { _ in ProbeSamples.exchange() }
        let found = finding(.native, failed + whole, expected: 12)
        #expect(found?.evidence.contains("(7 of 12 requests)") == true, "\(found?.evidence ?? "")")
        #expect(found?.severity == .invalidating)
        #expect(finding(.native, failed + whole, expected: 5)?.severity == .warning)
        #expect(finding(.native, whole, expected: 5) == nil)
    }

    @Test(arguments: Self.tools)
    func `a client that fails on whole answers is named`(tool: ToolID) {
        let answers = WireFailures(tool, (0..<5).map { _ in ProbeSamples.exchange() }, recipe: Self.recipe)
        let found = answers.clientFinding("round 1", failures: 3, reason: "JSONDecodeError\nat 1")
        #expect(found?.id == "client-failed" && found?.tool == tool)
        #expect(
            found?.evidence.contains("\(tool) counts 3 of them as failed; what failed is the client: JSONDecode")
                == true
        )
        #expect(
            answers.clientFinding("round 1", failures: nil, reason: nil)?.evidence.contains("left no report") == true
        )
        #expect(answers.clientFinding("round 1", failures: 0, reason: nil) == nil)
        let mixed = WireFailures(tool, [ProbeSamples.exchange(), exchange(500, "x")], recipe: Self.recipe)
        #expect(mixed.clientFinding("round 1", failures: 1, reason: nil) == nil)
    }

    @Test func `a secret that the server repeats is not`() {
        let failed = exchange(401, #"{"error": {"message": "Incorrect API key provided: sk-abc123."}}"#)
        let text = WireFailures(.native, [failed], recipe: Self.recipe, secrets: ["sk-abc123"]).sentences.joined()
        #expect(!text.contains("sk-abc123") && text.contains("provided: ***"))
    }
}
