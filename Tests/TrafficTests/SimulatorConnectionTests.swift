import Foundation
import Testing
import Traffic

/// What a client may do with a connection.
struct SimulatorConnectionTests {
    private func talk<R: Sendable>(
        ttft: Duration = .milliseconds(2),
        itl: Duration = .zero,
        _ conversation: @escaping @Sendable (SimulatorClient) throws -> R
    ) async throws -> R {
        var options = SimulatorOptions()
        options.ttft = ttft
        options.itl = itl
        options.maximumModelLength = 1000
        return try await Simulator.run(options) { try await SimulatorClient.talk(to: $0.port, conversation) }
    }

    @Test func `a connection serves one request after the other`() async throws {
        try await talk { client throws in
            for tokens in 1...5 {
                let body = #"{"prompt":"a","max_tokens":\#(tokens),"stream":true}"#
                #expect(try client.ask("/v1/completions", body).chunks.count == tokens + 1)
            }
            #expect(try client.ask("/health", method: "GET").status == 200)
        }
    }

    @Test func `requests sent ahead are answered in their order`() async throws {
        try await talk { client throws in
            for tokens in 1...40 {
                try client.send("/v1/completions", #"{"prompt":"a","max_tokens":\#(tokens),"stream":true}"#)
                try client.send("/version", "", method: "GET")
            }
            for tokens in 1...40 {
                #expect(try client.reply().chunks.count == tokens + 1)
                #expect(try client.reply().body == #"{"version":"0.32.0+concord"}"#)
            }
        }
    }

    @Test func `the connection ends after an answer when the client says so`() async throws {
        try await talk { client throws in
            try client.send(
                "/v1/completions",
                #"{"prompt":"a","max_tokens":2,"stream":true}"#,
                headers: ["Connection: close"]
            )
            let reply = try client.reply()
            #expect(reply.headers["connection"] == "close")
            #expect(reply.chunks.last == "data: [DONE]\n\n")
            #expect(try client.rest() == "")
        }
    }

    @Test func `a client of HTTP 1.0 gets a stream without chunks`() async throws {
        try await talk { client throws in
            let body = #"{"prompt":"a","max_tokens":2,"stream":true}"#
            try client.send("POST /v1/completions HTTP/1.0\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body)
            let answer = try client.rest().components(separatedBy: "\r\n\r\n")
            #expect(!answer[0].contains("transfer-encoding"))
            #expect(answer[1].components(separatedBy: "\n\n").count == 4)
            #expect(answer[1].hasPrefix("data: {") && answer[1].hasSuffix("\n\ndata: [DONE]\n\n"))
        }
    }

    @Test func `a body may come in chunks, after leave to send it`() async throws {
        try await talk { client throws in
            try client.send(
                "POST /tokenize HTTP/1.1\r\nhost: localhost\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            #expect(try client.reply().status == 100)
            try client.send("a\r\n{\"prompt\":\r\n")
            try client.send("8\r\n \"baba\"}\r\n0\r\n\r\n")
            #expect(
                try client.reply().body == #"{"count":1,"max_model_len":1000,"tokens":[7],"token_strs":null}"#
            )
        }
    }

    @Test func `HEAD tells the length of a body that does not come`() async throws {
        try await talk { client throws in
            let head = try client.ask("/v1/models", method: "HEAD")
            let full = try client.ask("/v1/models", method: "GET")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-length"] == full.headers["content-length"])
            #expect(full.body.contains(#""id":"simulator","object":"model""#))
            #expect(full.body.contains(#""root":"simulator","parent":null,"max_model_len":1000"#))
        }
    }

    @Test func `tokens are counted and turned into text again`() async throws {
        try await talk { client throws in
            let chat = #"{"messages":[{"role":"user","content":"baba babe"}],"add_generation_prompt":true}"#
            #expect(
                try client.ask("/tokenize", chat).body
                    == #"{"count":7,"max_model_len":1000,"tokens":[1,5,7,8,2,1,6],"token_strs":null}"#
            )
            let open = #"{"messages":[{"role":"user","content":"baba"}],"add_generation_prompt":false}"#
            #expect(try client.ask("/tokenize", open).body.contains(#""tokens":[1,5,7,2]"#))
            #expect(
                try client.ask("/detokenize", #"{"tokens":[7,1,8]}"#).body == #"{"prompt":"baba <|im_start|> babe"}"#
            )
        }
    }

    @Test(arguments: [
        ("GET", "/nothing", "", 404, #"{"detail":"Not Found"}"#),
        ("GET", "/v1/completions", "", 405, #"{"detail":"Method Not Allowed"}"#),
        ("POST", "/v1/models", "", 405, #"{"detail":"Method Not Allowed"}"#),
        (
            "POST", "/v1/completions", #"{"model":"x","prompt":"a"}"#, 404,
            #"{"error":{"message":"The model `x` does not exist. Valid aliases: simulator.","#
                + #""type":"NotFoundError","param":"model","code":404}}"#
        ),
        (
            "POST", "/v1/completions", #"{"prompt" "a"}"#, 400,
            #"{"error":{"message":"The body is not JSON from byte 10 on.","type":"Bad Request","param":null,"code":400}}"#
        ),
        (
            "POST", "/v1/chat/completions", #"{"prompt":"a"}"#, 400,
            #"{"error":{"message":"The field `messages` is required.","type":"Bad Request","#
                + #""param":"messages","code":400}}"#
        ),
        (
            "POST", "/v1/completions", #"{"prompt":"a","max_tokens":0}"#, 400,
            #"{"error":{"message":"max_tokens must be at least 1, got 0.","type":"BadRequestError","#
                + #""param":"max_tokens","code":400}}"#
        ),
        (
            "POST", "/v1/completions", #"{"prompt":"a","max_tokens":1001}"#, 400,
            #"{"error":{"message":"max_tokens=1001 cannot be greater than max_model_len=1000. Please request fewer "#
                + #"output tokens.","type":"BadRequestError","param":"max_tokens","code":400}}"#
        ),
        (
            "POST", "/v1/completions", #"{"prompt":"a b","max_tokens":999}"#, 400,
            #"{"error":{"message":"This model's maximum context length is 1000 tokens. However, you requested 999 "#
                + #"output tokens and your prompt contains 2 input tokens. Please reduce one of them.","#
                + #""type":"BadRequestError","param":"input_tokens","code":400}}"#
        ),
    ])
    func `what cannot be answered is refused and the connection goes on`(
        method: String,
        path: String,
        body: String,
        status: Int,
        answer: String
    ) async throws {
        try await talk { client throws in
            let reply = try client.ask(path, body, method: method)
            #expect(reply.status == status)
            #expect(reply.body == answer)
            #expect(try client.ask("/health", method: "GET").status == 200)
        }
    }

    @Test(arguments: [
        #"{"prompt":"a","stream":"yes"}"#, #"{"prompt":"a","stream_options":{"include_usage":1}}"#,
        #"{"prompt":"a","n":2}"#, #"{"prompt":["a","b"]}"#, #"{"prompt":[1,"b"]}"#, #"{"prompt":7}"#, #"{}"#, "[]", "",
        #"{"prompt":"a","max_tokens":"9"}"#, #"{"prompt":"a","max_tokens":1.5}"#, #"{"model":3,"prompt":"a"}"#,
    ])
    func `a body of the wrong shape is refused`(body: String) async throws {
        #expect(try await talk { try $0.ask("/v1/completions", body).status } == 400)
    }

    @Test func `what is not HTTP is refused and the connection ends`() async throws {
        let answer = try await talk { client throws in
            try client.send("BONJOUR\r\n\r\n")
            return try client.rest()
        }
        #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(answer.contains("connection: close\r\n"))
    }

    @Test func `an answer longer than the socket takes arrives whole`() async throws {
        var options = SimulatorOptions()
        options.ttft = .zero
        options.itl = .zero
        let chunks = try await Simulator.run(options) { simulator in
            try await SimulatorClient.talk(to: simulator.port) { client throws in
                try client.send("/v1/completions", #"{"prompt":"a","max_tokens":60000,"stream":true}"#)
                usleep(300_000)
                return try client.reply().chunks
            }
        }
        #expect(chunks.count == 60_001)
        #expect(chunks.last == "data: [DONE]\n\n")
    }
}
