import BenchModel
import Testing

@testable import Traffic

/// What the native engine reads from each layout.
struct SimulatorLayoutTests {
    /// The record of one request for 10 tokens, the first after 60 ms, the others 10 ms apart.
    private func record(_ layout: String, path: String = "/v1/chat/completions") async throws -> RequestRecord {
        var options = SimulatorOptions()
        (options.ttft, options.itl) = (.milliseconds(60), .milliseconds(10))
        options.layout = try SimulatorLayout(text: layout)
        let result = try await Simulator.run(options) { simulator in
            let prompt = path.contains("chat") ? #""messages":[{"role":"user","content":"a"}]"# : #""prompt":"a""#
            let body = #"{\#(prompt),"max_tokens":10,"stream":true,"stream_options":{"include_usage":true}}"#
            return try await LoadEngine.run(
                LoadPlan(
                    url: simulator.baseURL + path,
                    bodies: [Array(body.utf8)],
                    concurrency: 1,
                    isChat: path.contains("chat")
                )
            )
        }
        let record = try #require(result.records.first)
        #expect(record.failure == nil)
        #expect(record.outputTokens == 10)
        #expect(record.done != nil)
        return record
    }

    @Test func `an early role is a first chunk but not a first token`() async throws {
        let record = try await record("role-early")
        let chunk = try #require(record.firstChunk)
        let content = try #require(record.firstContent)
        #expect(content - chunk > 0.040)
        #expect(content - record.sent > 0.055)
        #expect(record.contentChunks.count == 10)
    }

    @Test func `usage on the last choice has its instant`() async throws {
        let record = try await record("usage-on-last")
        #expect(record.usage == record.lastChoice)
        #expect(record.contentChunks.count == 10)
        #expect(record.inputTokens == 6)
    }

    @Test func `late usage and a late end do not move the last choice`() async throws {
        let record = try await record("usage-late=50ms,done-late=70ms")
        let last = try #require(record.lastChoice)
        let usage = try #require(record.usage)
        let done = try #require(record.done)
        #expect(record.contentChunks.last == last)
        #expect(usage - last > 0.035)
        #expect(done - usage > 0.050)
    }

    @Test(arguments: ["/v1/chat/completions", "/v1/completions"])
    func `several tokens a chunk leave when the last of them is due`(path: String) async throws {
        let record = try await record("tokens-per-chunk=4", path: path)
        #expect(record.contentChunks.count == 3)
        #expect(try #require(record.firstContent) - record.sent > 0.085)
    }

    @Test func `reasoning counts as output, in chunks of its own`() async throws {
        let record = try await record("reasoning=3,tokens-per-chunk=2")
        // 2 + 1 of reasoning, then 2 + 2 + 2 + 1 of content.
        #expect(record.contentChunks.count == 6)
        #expect(record.firstContent == record.contentChunks.first)
    }

    @Test(arguments: ["/v1/chat/completions", "/v1/completions"])
    func `empty deltas carry no output`(path: String) async throws {
        let record = try await record("empty-deltas", path: path)
        #expect(record.contentChunks.count == 10)
        #expect(record.lastChoice == record.contentChunks.last)
    }

    private func events(_ layout: SimulatorLayout, fault: String? = nil) throws -> String {
        let body =
            #"{"messages":[{"role":"user","content":"a"}],"max_tokens":5,"stream_options":{"include_usage":true}}"#
        let request = try GenerationRequest(
            JSONReader.value(Array(body.utf8)),
            api: .chat,
            tokenizer: WordTokenizer(),
            maximumModelLength: 100
        )
        let script = AnswerScript(
            streaming: request,
            layout: layout,
            fault: try fault.map { text in try SimulatorFault.Kind(text: text) }
        )
        let writer = ScriptWriter(
            text: AnswerText(request, id: "i", created: 1, model: "m"),
            layout: layout,
            keepAlive: true,
            chunked: true
        )
        return script.steps.map { writer.bytes($0.part) }.joined()
    }

    @Test(arguments: ["/v1/chat/completions", "/v1/completions"])
    func `a script in the default layout has the bytes of the plain answer`(path: String) async throws {
        let body = #"""
            {"messages":[{"role":"user","content":"a"}],"prompt":"a","max_tokens":5,"stream":true,
            "stream_options":{"include_usage":true}}
            """#
        var replies: [SimulatorClient.Reply] = try await Simulator.run(SimulatorOptions()) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client in
                // A stall of no time is a fault without effect, so that the second answer comes from a script.
                try [[], ["x-concord-fault: stall,for=0ms"]].map { (fault: [String]) in
                    try client.ask(path, body, headers: ["x-request-id: r"] + fault)
                }
            }
        }
        for index in replies.indices {
            replies[index].chunks = replies[index].chunks.map { $0.replacing(/"created":\d+/, with: "") }
            replies[index].body = ""
        }
        #expect(replies.count == 2 && replies[0] == replies[1])
        #expect(replies[0].chunks.count == (path.contains("chat") ? 8 : 7))
    }

    @Test func `a script holds what was asked for, in its place`() throws {
        var layout = SimulatorLayout()
        layout.reasoningTokens = 2
        layout.usageOnLastChoice = true
        let text = try events(layout)
        #expect(text.matches(of: /"delta":{"reasoning":/).count == 2)
        #expect(text.matches(of: /"delta":{"content":" ?[a-z]/).count == 3)
        #expect(
            text.contains(#""token_ids":null}],"usage":{"prompt_tokens":6,"total_tokens":11,"completion_tokens":5}}"#)
        )
        #expect(!text.contains(#""choices":[]"#))
        #expect(try events(layout, fault: "cut,after=3").matches(of: /data:\s/).count == 4)
        let error = try events(layout, fault: "error,after=2")
        #expect(error.matches(of: /data:\s/).count == 5)
        #expect(error.hasSuffix("data: [DONE]\n\n\r\n0\r\n\r\n"))
        #expect(error.contains(#"data: {"error":{"message""#))
    }

    @Test(arguments: [
        "", "role-early=1", "usage-late", "usage-late=5", "tokens-per-chunk=0", "usage-on-last,usage-late=5ms", "role",
        "role-early,role-early",
    ])
    func `a text that names no layout is refused`(text: String) {
        #expect(throws: SettingError.self) { try SimulatorLayout(text: text) }
    }
}
