import BenchModel
import Testing

@testable import Traffic

struct ChunkTemplateTests {
    private func message(_ text: String, like template: inout ChunkTemplate) -> StreamMessage {
        StreamMessage(Array(text.utf8).span.bytes, like: &template)
    }

    private func learned(_ text: String) -> ChunkTemplate {
        var template = ChunkTemplate()
        _ = message(text, like: &template)
        return template
    }

    private func isKnown(_ text: String, _ template: ChunkTemplate) -> Bool {
        template.facts(of: Array(text.utf8).span.bytes) != nil
    }

    @Test func `a chunk that differs in its text alone is known`() {
        let template = learned(Answer.chat("a"))
        for text in ["b", "", "a longer one", #"with \"quotes\" and \\"#, "é世😀", #"\u0041"#] {
            #expect(isKnown(Answer.chat(text), template), "\(text)")
        }
        let empty = template.facts(of: Array(Answer.chat("").utf8).span.bytes)
        #expect(empty == ChunkFacts(hasChoices: true))
        let full = template.facts(of: Array(Answer.chat("x").utf8).span.bytes)
        #expect(full == ChunkFacts(hasChoices: true, carriesOutput: true))
    }

    @Test func `a chunk that differs elsewhere is read anew`() {
        let template = learned(Answer.chat("a"))
        for text in [Answer.role, Answer.chat("b", finish: "stop"), Answer.usage(1, 2), "[DONE]", "", "{"] {
            #expect(!isKnown(text, template), "\(text)")
        }
    }

    @Test func `two texts in one chunk are no pattern`() {
        let text = #"{"choices":[{"delta":{"content":"","reasoning":"x"}}]}"#
        #expect(!isKnown(text, learned(text)))
        #expect(!isKnown(Answer.usage(1, 2), learned(Answer.usage(1, 2))))
    }

    /// Whatever came before, a message is understood as it is without a past.
    @Test func `damaged chunks are read as they are without a pattern`() async throws {
        var random = SeededGenerator(seed: 5)
        let pool = [Answer.role, Answer.chat("word"), Answer.chat("more"), Answer.chat("x", finish: "stop")].map {
            Array($0.utf8)
        }
        let alphabet = Array(#"{}[]",:\ntu01e.-x "#.utf8) + [0, 0x80, 0xC3, 0xFF]
        var template = ChunkTemplate()
        var known = 0
        for round in 0..<6000 {
            if round.isMultiple(of: 16) { await Task.yield() }
            var bytes = pool.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
                default: bytes[place] = alphabet.randomElement(using: &random) ?? 0
                }
            }
            if template.facts(of: bytes.span.bytes) != nil { known += 1 }
            let text = String(decoding: bytes, as: UTF8.self)
            try #require(
                StreamMessage(bytes.span.bytes, like: &template) == StreamMessage(bytes.span.bytes),
                "\(text)"
            )
        }
        #expect(known > 300)
    }
}
