import BenchModel
import Testing

@testable import Traffic

struct StreamMessageTests {
    static let role =
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"tiny","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":null},"logprobs":null,"finish_reason":null}],"prompt_token_ids":null}"#
    static let content =
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"tiny","choices":[{"index":0,"delta":{"content":" a\"世"},"logprobs":null,"finish_reason":null,"token_ids":null}]}"#
    static let finish =
        #"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"length","stop_reason":null}]}"#
    static let usage =
        #"{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":110,"total_tokens":210,"completion_tokens":100,"prompt_tokens_details":null}}"#

    private func message(_ text: String) -> StreamMessage { StreamMessage(Array(text.utf8).span.bytes) }

    private func facts(_ text: String) -> ChunkFacts? {
        guard case .chunk(let facts) = message(text) else { return nil }
        return facts
    }

    @Test func `a role chunk has choices and carries no output`() {
        #expect(facts(Self.role) == ChunkFacts(hasChoices: true))
    }

    @Test func `a chunk with content carries output`() {
        #expect(facts(Self.content) == ChunkFacts(hasChoices: true, carriesOutput: true))
    }

    @Test func `a chunk that only finishes carries no output`() {
        #expect(facts(Self.finish) == ChunkFacts(hasChoices: true, isFinished: true))
    }

    @Test func `usage is read on its own chunk and beside choices`() {
        let usage = TokenUsage(promptTokens: 110, completionTokens: 100)
        #expect(facts(Self.usage) == ChunkFacts(usage: usage))
        let both = #"{"choices":[{"text":"x"}],"usage":{"completion_tokens":100,"prompt_tokens":110.0}}"#
        #expect(facts(both) == ChunkFacts(hasChoices: true, carriesOutput: true, usage: usage))
        #expect(facts(#"{"choices":[{"text":"x"}],"usage":null}"#)?.usage == nil)
    }

    @Test(arguments: [
        #"{"choices":[{"delta":{"reasoning":"x"}}]}"#, #"{"choices":[{"delta":{"reasoning_content":"x"}}]}"#,
        #"{"choices":[{"text":"x"}]}"#, #"{"choices":[{"message":{"content":"x"}}]}"#,
        #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}}]}"#,
        #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}}]}"#,
        #"{"choices":[{"delta":{"function_call":{"name":"f"}}}]}"#,
        #"{"choices":[{"delta":{}},{"delta":{"content":"x"}}]}"#,
        #" { "choices" : [ { "finish_reason" : null , "delta" : { "role" : "assistant" , "content" : "x" } } ] } "#,
        #"{"choices":[{"delta":{"content":"\u0041"}}]}"#, #"{"ch\u006fices":[{"delta":{"content":"x"}}]}"#,
        #"{"choices":[{"delta":{"content":[{"type":"text","text":"x"}]}}]}"#,
    ])
    func `every kind of output counts, in any spelling`(text: String) {
        #expect(facts(text)?.carriesOutput == true)
        #expect(facts(text)?.hasChoices == true)
    }

    @Test(arguments: [
        #"{"model":"\"choices\":[{\"delta\":{\"content\":\"x\"}}]","choices":[{"delta":{"content":""}}]}"#,
        #"{"choices":[{"delta":{"role":"content\":\"x"}}]}"#,
        #"{"choices":[{"logprobs":{"content":"x"},"delta":{"content":null}}]}"#,
        #"{"choices":[{"delta":{"extra":{"content":"x"}},"index":0}]}"#,
        #"{"choices":[{"delta":{"tool_calls":[]}}]}"#, #"{"choices":[{"delta":{"tool_calls":null,"content":""}}]}"#,
        #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x","function":{"arguments":""}}]}}]}"#,
        #"{"choices":[{"text":""}]}"#, #"{"choices":[{"delta":{"content":[]}}]}"#,
    ])
    func `what only looks like output does not count`(text: String) {
        #expect(facts(text) == ChunkFacts(hasChoices: true))
    }

    @Test func `text that looks like usage or an error is neither`() {
        let text = #"{"choices":[{"delta":{"content":"\"usage\":{\"prompt_tokens\":1},\"error\":{}"}}],"error":null}"#
        #expect(facts(text) == ChunkFacts(hasChoices: true, carriesOutput: true))
    }

    @Test func `an error object in the stream is told with its message`() {
        #expect(
            message(#"{"error":{"message":"out of \"memory\"","type":"x","code":500}}"#)
                == .inBandError(#"out of "memory""#)
        )
        #expect(message(#"{"error":"stop"}"#) == .inBandError("stop"))
        #expect(message(#"{"object":"error","message":"old form","code":400}"#) == .inBandError("old form"))
        #expect(message(#"{"choices":[],"error":{}}"#) == .inBandError("an error without a message"))
    }

    @Test func `the end marker is not JSON`() {
        #expect(message("[DONE]") == .done)
        #expect(message(" [DONE] ") == .done)
        #expect(message("") == .chunk(ChunkFacts()))
    }

    @Test(arguments: [
        "{", "[]", "[DONE", "1", "null", #"{"choices":[}"#, #"{"choices":[{"delta":{"content":"x"}}]"#,
        #"{"choices":[{"delta":{"content":"x"}}]}}"#, #"{"choices":[{"delta":{"content":"\x"}}]}"#,
        "{\"choices\":[{\"delta\":{\"content\":\"a\nb\"}}]}", #"{"choices":1}"#, #"{"choices":[1]}"#, #"{"usage":[]}"#,
        #"{"usage":{"prompt_tokens":"1"}}"#, #"{"usage":{"prompt_tokens":1.5}}"#, #"{"a":01}"#, #"{"a":+1}"#,
        #"{"a":1.}"#, #"{"a":tru}"#, #"{a:1}"#,
    ])
    func `what is not a chunk is malformed`(text: String) {
        guard case .malformed = message(text) else {
            Issue.record("\(text) was taken for \(message(text))")
            return
        }
    }

    @Test func `text that is not UTF-8 is malformed`() {
        for bad: [UInt8] in [
            [0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] {
            let bytes = Array(#"{"choices":[{"delta":{"content":""#.utf8) + bad + Array(#""}}]}"#.utf8)
            #expect(ChunkScanner.finding(in: bytes.span.bytes) == nil)
        }
    }

    @Test func `the common chunks need no full parse`() {
        for text in [Self.role, Self.content, Self.finish, Self.usage] {
            #expect(ChunkScanner.finding(in: Array(text.utf8).span.bytes) != nil)
        }
    }

    /// The scanner and the full parse are two independent readings: where the scanner decides, they agree.
    @Test func `damaged chunks are read as a full parse reads them`() async throws {
        var random = SeededGenerator(seed: 2)
        let pool = [Self.role, Self.content, Self.finish, Self.usage].map { Array($0.utf8) }
        let alphabet = Array(#"{}[]",:\ntu0123e.-x "#.utf8) + [0, 0x80, 0xC3, 0xE4, 0xFF]
        var decided = 0
        for round in 0..<4000 {
            if round.isMultiple(of: 16) { await Task.yield() }
            var bytes = pool[round % pool.count]
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes[place] = alphabet.randomElement(using: &random) ?? 0
                default:
                    let other = Int.random(in: 0...bytes.count, using: &random)
                    bytes.insert(contentsOf: bytes[min(place, other)..<max(place, other)], at: place)
                }
            }
            guard let facts = ChunkScanner.finding(in: bytes.span.bytes)?.facts else { continue }
            decided += 1
            let text = String(decoding: bytes, as: UTF8.self)
            try #require(ChunkDocument.message(in: bytes) == .chunk(facts), "\(text)")
        }
        #expect(decided > 1000)
    }
}
