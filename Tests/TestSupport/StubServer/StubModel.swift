package import BenchModel
import Foundation

/// What a stub server's model answers, with the habits of servers of many kinds.
package struct StubModel: Sendable {
    package var name = "stub"
    /// Before `/v1`.
    package var prefix = ""
    /// Milliseconds to the first chunk, and from one to the next.
    package var ttft = 5
    package var itl = 1
    package var tokensPerChunk = 1
    /// Tokens that every answer has. Nil: as many as the request asks for.
    package var tokens: Int?
    package var givesUsage = true
    /// Whether it has vLLM's `/tokenize`.
    package var hasTokenizer = true
    /// Of a request's prompt tokens, those that the cache had. Nil: the answer does not tell.
    package var cachedTokens: (@Sendable (StubServer.Request) -> Int)?
    /// Another answer than a stream of tokens. Nil from it: the usual one.
    package var refusal: (@Sendable (StubServer.Request) -> StubServer.Answer?)?

    package init() {}

    package func run<Result>(_ body: (StubServer) async throws -> Result) async throws -> Result {
        try await StubServer.with({ answer(to: $0) }, body)
    }

    package func answer(to request: StubServer.Request) -> StubServer.Answer {
        if request.method == "GET", request.path == prefix + "/v1/models" {
            return .whole(200, #"{"object":"list","data":[{"id":"\#(name)","object":"model"}]}"#)
        }
        if hasTokenizer, request.path == prefix + "/tokenize" {
            return .whole(200, #"{"count":\#(Self.words(request.body).count)}"#)
        }
        let isChat = request.path == prefix + "/v1/chat/completions"
        guard request.method == "POST", isChat || request.path == prefix + "/v1/completions" else {
            return .whole(404, #"{"detail":"Not Found"}"#)
        }
        if let other = refusal?(request) { return other }
        return .stream(events(for: request, isChat: isChat))
    }

    private func events(for request: StubServer.Request, isChat: Bool) -> [(pause: Int, data: String)] {
        let asked = request.body?["max_completion_tokens"]?.int ?? request.body?["max_tokens"]?.int ?? 16
        let count = tokens ?? asked
        func chunk(_ text: String?, _ end: String = "null") -> String {
            let part =
                isChat ? #""delta":{\#(text.map { "\"content\":\"\($0)\"" } ?? "")}"# : #""text":"\#(text ?? "")""#
            return
                #"{"id":"c","object":"chunk","model":"\#(name)","choices":[{"index":0,\#(part),"finish_reason":\#(end)}]}"#
        }
        var events: [(pause: Int, data: String)] = []
        for start in stride(from: 0, to: count, by: tokensPerChunk) {
            let words = (start..<min(count, start + tokensPerChunk)).map { "w\($0) " }.joined()
            events.append((events.isEmpty ? ttft : itl, chunk(words)))
        }
        events.append((0, chunk(nil, "\"length\"")))
        if givesUsage {
            let prompt = Self.words(request.body).count
            let cached = cachedTokens.map { #","prompt_tokens_details":{"cached_tokens":\#($0(request))}"# } ?? ""
            events.append(
                (
                    0,
                    #"{"id":"c","object":"chunk","model":"\#(name)","choices":[],"usage":{"prompt_tokens":\#(prompt),"#
                        + #""completion_tokens":\#(count),"total_tokens":\#(prompt + count)\#(cached)}}"#
                )
            )
        }
        return events + [(0, "[DONE]")]
    }

    /// A word is a token.
    package static func words(_ body: JSONValue?) -> [Substring] {
        let texts =
            body?["prompt"]?.string.map { [$0] }
            ?? (body?["messages"]?.array ?? []).map { message in
                message["content"]?.string
                    ?? (message["content"]?.array ?? []).compactMap { $0["text"]?.string }
                    .joined(separator: " ")
            }
        return texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    }
}
