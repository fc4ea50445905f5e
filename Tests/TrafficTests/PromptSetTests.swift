import BenchModel
import Foundation
import Testing

@testable import Traffic

struct PromptSetTests {
    /// A tokenizer in which a word is `lettersPerToken` letters a token; the chat template adds 10, plain prompts 1.
    private static func tokens(of text: String, lettersPerToken: Int) -> Int {
        text.split(separator: " ").map { ($0.count + lettersPerToken - 1) / lettersPerToken }.reduce(0, +)
    }

    private static func reply(to request: ScriptedServer.Request, lettersPerToken: Int) -> String {
        guard request.head.hasPrefix("POST /tokenize "), request.head.contains("\r\nx-key: k"),
            let body = try? JSONDecoder().decode(JSONValue.self, from: Data(request.body.utf8)),
            body["model"] == .string("tiny")
        else { return Answer.whole("{}", status: "400 Bad Request") }
        let count: Int
        if let messages = body["messages"]?.array, body["add_generation_prompt"] == .bool(true) {
            count = 10 + tokens(of: messages[0]["content"]?.string ?? "", lettersPerToken: lettersPerToken)
        } else {
            let special = body["add_special_tokens"] == .bool(false) ? 0 : 1
            count = special + tokens(of: body["prompt"]?.string ?? "", lettersPerToken: lettersPerToken)
        }
        return Answer.whole(#"{"count":\#(count),"max_model_len":2048,"tokens":[1,2]}"#)
    }

    private func make(
        _ tokens: [Int],
        prefixTokens: Int = 0,
        api: API = .chat,
        lettersPerToken: Int,
        seed: Int = 0
    ) async throws -> [String] {
        try await ScriptedServer.with { request in
            [.write(Self.reply(to: request, lettersPerToken: lettersPerToken))]
        } _: { server in
            try await PromptSet.make(
                count: tokens.count,
                tokens: tokens,
                prefixTokens: prefixTokens,
                api: api,
                model: "tiny",
                baseURL: server.url,
                headers: [("x-key", "k")],
                seed: seed
            )
        }
    }

    @Test(arguments: [1, 2, 3, 100])
    func `every prompt has the tokens asked for, under any tokenizer`(lettersPerToken: Int) async throws {
        let wanted = (0..<30).map { 20 + 7 * $0 }
        let prompts = try await make(wanted, lettersPerToken: lettersPerToken)
        #expect(prompts.map { 10 + Self.tokens(of: $0, lettersPerToken: lettersPerToken) } == wanted)
        #expect(Set(prompts).count == prompts.count)
        for prompt in prompts {
            #expect(!prompt.contains("\n") && !prompt.contains("\r"))
            #expect(prompt.first?.isWhitespace == false && prompt.last?.isWhitespace == false)
            #expect((try? JSONDecoder().decode(JSONValue.self, from: Data(prompt.utf8))) == nil)
        }
    }

    @Test func `plain prompts count their special tokens instead of a template`() async throws {
        let prompts = try await make([25, 25], api: .completions, lettersPerToken: 2)
        #expect(prompts.map { 1 + Self.tokens(of: $0, lettersPerToken: 2) } == [25, 25])
    }

    @Test func `a prefix of exact length is shared and part of the count`() async throws {
        let prompts = try await make([60, 70, 80], prefixTokens: 31, lettersPerToken: 3)
        #expect(prompts.map { 10 + Self.tokens(of: $0, lettersPerToken: 3) } == [60, 70, 80])
        let words = prompts.map { $0.split(separator: " ") }
        var shared = 0
        while shared < words[0].count, words.allSatisfy({ $0.count > shared && $0[shared] == words[0][shared] }) {
            shared += 1
        }
        let prefix = words[0][..<shared].joined(separator: " ")
        #expect(Self.tokens(of: prefix, lettersPerToken: 3) >= 31)
        var tokens = 0
        let isWhole = words[0].contains { word in
            tokens += Self.tokens(of: String(word), lettersPerToken: 3)
            return tokens == 31
        }
        #expect(isWhole)
    }

    @Test func `the seed decides the prompts`() async throws {
        let first = try await make([30, 30, 30], lettersPerToken: 2, seed: 5)
        #expect(try await make([30, 30, 30], lettersPerToken: 2, seed: 5) == first)
        #expect(try await make([30, 30, 30], lettersPerToken: 2, seed: 6) != first)
    }

    @Test func `prompts of one word are distinct while there are words`() async throws {
        let prompts = try await make(Array(repeating: 11, count: 60), lettersPerToken: 2)
        #expect(Set(prompts).count == 60)
        #expect(prompts.allSatisfy { $0.count <= 2 })
    }

    @Test func `what cannot be made is told why`() async throws {
        await #expect(throws: PromptSetError.tooShort(wanted: 10, least: 11)) {
            try await make([10, 20], lettersPerToken: 2)
        }
        await #expect(throws: PromptSetError.notDistinct(count: 27, tokens: 11)) {
            try await make(Array(repeating: 11, count: 27), lettersPerToken: 1)
        }
    }

    @Test func `the template's tokens are measured`() async throws {
        try await ScriptedServer.with {
            [.write(Self.reply(to: $0, lettersPerToken: 2))]
        } _: { server in
            let tokens = try await PromptSet.templateTokens(
                baseURL: server.url,
                model: "tiny",
                headers: [("x-key", "k")]
            )
            #expect(tokens == 10)
        }
    }

    @Test func `a server without a tokenizer is told apart from one that fails`() async throws {
        try await ScriptedServer.with { request in
            switch request.index {
            case 0: [.write(Answer.whole("{}", status: "404 Not Found"))]
            case 1: [.write(Answer.whole("oops", status: "500 Oops"))]
            default: [.write(Answer.whole(#"{"tokens":[]}"#))]
            }
        } _: { server in
            let url = server.url + "/tokenize"
            await #expect(throws: PromptSetError.noTokenizer(url: url, status: 404, reply: "{}")) {
                try await PromptSet.templateTokens(baseURL: server.url, model: "tiny")
            }
            await #expect(throws: PromptSetError.status(url: url, 500, reply: "oops")) {
                try await PromptSet.templateTokens(baseURL: server.url, model: "tiny")
            }
            _ = await #expect(throws: PromptSetError.unexpectedReply(url: url, #"{"tokens":[]}"#)) {
                try await PromptSet.templateTokens(baseURL: server.url, model: "tiny")
            }
        }
    }
}
