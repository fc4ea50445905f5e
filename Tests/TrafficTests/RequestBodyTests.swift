import BenchModel
import Testing

@testable import Traffic

struct RequestBodyTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a chat body has one user message and asks for usage`() {
        let body = RequestBody.encode(model: "tiny", prompt: "a \"b\"\n世", isChat: true, maxTokens: 5, temperature: 0)
        #expect(
            text(body)
                == #"{"max_completion_tokens":5,"messages":[{"content":"a \"b\"\n世","role":"user"}],"model":"tiny","stream":true,"stream_options":{"include_usage":true},"temperature":0.0}"#
        )
    }

    @Test func `a completions body has its prompt and maximum under their names`() {
        let body = RequestBody.encode(model: "m", prompt: "p", isChat: false, maxTokens: 1, stream: false)
        #expect(text(body) == #"{"max_tokens":1,"model":"m","prompt":"p","stream":false}"#)
    }

    @Test func `every option stands under the server's name for it`() {
        let body = RequestBody.encode(
            model: "m",
            prompt: "p",
            isChat: false,
            maxTokens: 1,
            temperature: 0.5,
            topP: 0.9,
            topK: 3,
            minP: 0.1,
            repetitionPenalty: 1.1,
            presencePenalty: 0.2,
            frequencyPenalty: 0.3,
            stop: ["x"],
            seed: 7,
            ignoreEOS: true,
            stream: false,
            cacheSalt: "s"
        )
        #expect(
            text(body)
                == #"{"cache_salt":"s","frequency_penalty":0.3,"ignore_eos":true,"max_tokens":1,"min_p":0.1,"model":"m","presence_penalty":0.2,"prompt":"p","repetition_penalty":1.1,"seed":7,"stop":["x"],"stream":false,"temperature":0.5,"top_k":3,"top_p":0.9}"#
        )
    }

    @Test func `the extra body wins`() {
        let body = RequestBody.encode(
            model: "m",
            prompt: "p",
            isChat: false,
            maxTokens: 1,
            extraBody: ["max_tokens": .integer(9), "stream_options": .null, "x": .array([.bool(false), .number(1.5)])]
        )
        #expect(
            text(body)
                == #"{"max_tokens":9,"model":"m","prompt":"p","stream":true,"stream_options":null,"x":[false,1.5]}"#
        )
    }

    @Test func `control characters are escaped`() {
        #expect(text(JSONText.bytes(.string("\u{1}\t\r\u{1f}\u{7f}/\\"))) == "\"\\u0001\\t\\r\\u001f\u{7f}/\\\\\"")
    }
}
