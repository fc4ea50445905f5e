import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

/// What goes over the wire, byte by byte, against the layout of vLLM 0.32.
struct SimulatorStreamTests {
    private static let fast = {
        var options = SimulatorOptions()
        options.ttft = .milliseconds(2)
        options.itl = .zero
        return options
    }()

    /// One request of a new simulator; `TIME` stands for the instant of creation.
    private func ask(
        _ path: String,
        _ body: String,
        options: SimulatorOptions = fast,
        headers: [String] = ["x-request-id: r1"]
    ) async throws -> SimulatorClient.Reply {
        var reply = try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { try $0.ask(path, body, headers: headers) }
        }
        let plain: (String) -> String = { $0.replacing(/"created":\d+/, with: #""created":TIME"#) }
        reply.body = plain(reply.body)
        reply.chunks = reply.chunks.map(plain)
        return reply
    }

    /// The place of a word is found by what stands for it; names may hold the same.
    @Test func `names that look like a word that is yet to come leave the words alone`() async throws {
        var options = Self.fast
        options.model = "~~~~~~"
        let reply = try await ask(
            "/v1/completions",
            #"{"model":"~~~~~~","prompt":"bado kilu","max_tokens":3,"stream":true}"#,
            options: options,
            headers: ["x-request-id: ~~~~~"]
        )
        let texts = reply.chunks.compactMap { $0.firstMatch(of: /"text":"([^"]*)"/).map { String($0.1) } }
        #expect(texts.count == 3 && texts.allSatisfy { !$0.contains("~") && !$0.isEmpty }, "\(texts)")
        #expect(reply.chunks.dropLast().allSatisfy { $0.contains(#""model":"~~~~~~""#) && $0.contains("cmpl-~~~~~") })
    }

    @Test func `a chat stream has vLLM's events`() async throws {
        let reply = try await ask(
            "/v1/chat/completions",
            #"""
            {"model":"simulator","messages":[{"role":"user","content":"bado kilu"}],"max_tokens":3,"stream":true,
            "stream_options":{"include_usage":true}}
            """#
        )
        let start =
            #"data: {"id":"chatcmpl-r1","object":"chat.completion.chunk","created":TIME,"model":"simulator","choices":["#
        #expect(reply.status == 200)
        #expect(
            reply.headers == [
                "server": "concord", "content-type": "text/event-stream; charset=utf-8", "transfer-encoding": "chunked",
            ]
        )
        // The prompt has 7 tokens, so the answer starts at the eighth word.
        #expect(
            reply.chunks == [
                start
                    + #"{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"#
                    + #""prompt_token_ids":null,"prompt_text":null}"# + "\n\n",
                start + #"{"index":0,"delta":{"content":"badi"},"logprobs":null,"finish_reason":null,"#
                    + #""token_ids":null}]}"# + "\n\n",
                start + #"{"index":0,"delta":{"content":" bado"},"logprobs":null,"finish_reason":null,"#
                    + #""token_ids":null}]}"# + "\n\n",
                start + #"{"index":0,"delta":{"content":" badu"},"logprobs":null,"finish_reason":"length","#
                    + #""stop_reason":null,"token_ids":null}]}"# + "\n\n",
                start + #"],"usage":{"prompt_tokens":7,"total_tokens":10,"completion_tokens":3},"#
                    + #""system_fingerprint":"concord"}"# + "\n\n",
                "data: [DONE]\n\n",
            ]
        )
    }

    @Test func `a completions stream has no role`() async throws {
        let reply = try await ask(
            "/v1/completions",
            #"{"prompt":[9,8,7],"max_tokens":2,"stream":true,"stream_options":{"include_usage":true}}"#
        )
        let start = #"data: {"id":"cmpl-r1","object":"text_completion","created":TIME,"model":"simulator","choices":["#
        let tail = #""stop_reason":null,"prompt_token_ids":null,"token_ids":null}]}"# + "\n\n"
        #expect(
            reply.chunks == [
                start + #"{"index":0,"text":"babo","logprobs":null,"finish_reason":null,"# + tail,
                start + #"{"index":0,"text":" babu","logprobs":null,"finish_reason":"length","# + tail,
                start + #"],"usage":{"prompt_tokens":3,"total_tokens":5,"completion_tokens":2},"#
                    + #""system_fingerprint":"concord"}"# + "\n\n",
                "data: [DONE]\n\n",
            ]
        )
    }

    @Test func `a single token is first and last`() async throws {
        let reply = try await ask(
            "/v1/chat/completions",
            #"{"messages":[{"role":"user","content":"a"}],"max_tokens":1,"stream":true}"#
        )
        #expect(reply.chunks.count == 3)
        #expect(reply.chunks[1].contains(#""finish_reason":"length","stop_reason":null,"token_ids":null}],"#))
        #expect(reply.chunks[1].contains(#""system_fingerprint":"concord""#))
        #expect(reply.chunks[2] == "data: [DONE]\n\n")
    }

    @Test(arguments: ["/v1/chat/completions", "/v1/completions"])
    func `the text of a stream has as many tokens as were asked for`(path: String) async throws {
        let reply = try await ask(
            path,
            #"{"messages":[{"role":"user","content":"a"}],"prompt":"a b","max_tokens":300,"stream":true}"#
        )
        let words = reply.body.matches(of: /"(?:content|text)":"([^"]+)"/).map { String($0.1) }
        #expect(words.count == 300)
        #expect(WordTokenizer().count(words.joined()) == 300)
        #expect(!WordTokenizer().encode(words.joined()).contains(3))
    }

    @Test func `max_completion_tokens wins over max_tokens`() async throws {
        let reply = try await ask(
            "/v1/chat/completions",
            #"{"messages":[{"role":"user","content":"a"}],"max_tokens":9,"max_completion_tokens":4}"#
        )
        #expect(reply.body.contains(#""completion_tokens":4"#))
    }

    @Test func `an answer that is not streamed comes whole and when its last token is due`() async throws {
        var options = Self.fast
        options.ttft = .milliseconds(40)
        options.itl = .milliseconds(20)
        let clock = ContinuousClock()
        let start = clock.now
        let reply = try await ask(
            "/v1/completions",
            #"{"prompt":["a b c d"],"max_tokens":4}"#,
            options: options
        )
        #expect(clock.now - start >= .milliseconds(100))
        #expect(
            reply.body
                == #"{"id":"cmpl-r1","object":"text_completion","created":TIME,"model":"simulator","choices":[{"index":0,"#
                + #""text":"babu bada bade badi","logprobs":null,"finish_reason":"length","stop_reason":null,"#
                + #""token_ids":null,"prompt_logprobs":null,"prompt_token_ids":null,"routed_experts":null}],"#
                + #""service_tier":null,"system_fingerprint":"concord","usage":{"prompt_tokens":4,"total_tokens":8,"#
                + #""completion_tokens":4,"prompt_tokens_details":null,"completion_tokens_details":null},"#
                + #""kv_transfer_params":null,"ec_transfer_params":null,"metrics":null}"#
        )
    }

    @Test func `a chat answer that is not streamed has vLLM's fields`() async throws {
        let reply = try await ask(
            "/v1/chat/completions",
            #"{"messages":[{"role":"user","content":"a b"}],"max_tokens":2,"stream":false}"#
        )
        #expect(
            reply.body
                == #"{"id":"chatcmpl-r1","object":"chat.completion","created":TIME,"model":"simulator","choices":[{"#
                + #""index":0,"message":{"role":"assistant","content":"badi bado","refusal":null,"annotations":null,"#
                + #""audio":null,"function_call":null,"reasoning":null},"logprobs":null,"finish_reason":"length","#
                + #""stop_reason":null,"token_ids":null,"routed_experts":null}],"service_tier":null,"#
                + #""system_fingerprint":"concord","usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2,"#
                + #""prompt_tokens_details":null,"completion_tokens_details":null},"prompt_logprobs":null,"#
                + #""prompt_token_ids":null,"prompt_text":null,"kv_transfer_params":null,"ec_transfer_params":null,"#
                + #""metrics":null}"#
        )
    }
}
