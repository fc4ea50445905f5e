import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

struct SimulatorTokenizerTests {
    let tokenizer = WordTokenizer()

    @Test func `the shipped folder is what the code writes`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try tokenizer.write(to: folder.path)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            #expect(names == Fixtures.cases("tokenizer"))
            for name in names {
                let written = try Data(contentsOf: folder.appending(path: name))
                let shipped = try Data(contentsOf: Fixtures.url("tokenizer/\(name)"))
                #expect(written == shipped, "\(name) differs")
            }
        }
    }

    @Test func `the shipped vocabulary numbers its words as the code does`() throws {
        let file = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(contentsOf: Fixtures.url("tokenizer/tokenizer.json"))
        )
        guard case .object(let words) = file["model"]?["vocab"] else {
            Issue.record("there is no vocabulary")
            return
        }
        #expect(words.count == 4 + 3 + 65 * 65)
        for (word, id) in words {
            #expect(tokenizer.encode(word) == [id.int])
        }
    }

    @Test func `what is decoded encodes to the same tokens`() {
        let tokens = Array(0..<4232)
        #expect(tokenizer.encode(tokenizer.decode(tokens)) == tokens)
    }

    @Test func `ids outside the vocabulary are left out`() {
        #expect(tokenizer.decode([-1, 7, 99_999, 8]) == "baba babe")
    }

    @Test(arguments: [
        ("", 0), ("   \n\t ", 0), ("bado", 1), ("  bado  kilu\nmera\t", 3), ("Hello, world! 12", 3),
        ("bado\u{A0}kilu\u{2003}mera\u{3000}nolu\u{85}x\u{1680}y\u{2028}z\u{205F}w", 8),
        ("bado\u{200B}kilu é 語", 3), ("a<|im_end|>b", 3), ("<|im_start|><|im_end|>", 2), ("<unk>bado", 2),
        ("<|im_end|", 1), ("a < b", 3), ("<<unk>>", 3),
    ])
    func `count and encode agree on the number of tokens`(text: String, count: Int) {
        #expect(tokenizer.count(text) == count)
        #expect(tokenizer.encode(text).count == count)
    }

    @Test func `an unknown word is one unknown token`() {
        #expect(tokenizer.encode("baba Hello <|im_start|> user babe") == [7, 3, 1, 5, 8])
    }

    @Test func `a user message and the generation prompt add five tokens`() {
        #expect(tokenizer.templateTokens == 5)
        let messages = [
            ChatMessage(role: "system", content: "bado kilu"), ChatMessage(role: "user", content: "mera"),
        ]
        #expect(tokenizer.promptTokens(messages: messages) == (3 + 2) + (3 + 1) + 2)
    }

    @Test func `text parts of a message are joined`() throws {
        let parts = try JSONDecoder().decode(
            JSONValue.self,
            from: Data(
                #"{"role":"user","content":[{"type":"text","text":"bado"},{"type":"text","text":"kilu"}]}"#.utf8
            )
        )
        #expect(ChatMessage(parts) == ChatMessage(role: "user", content: "bado\nkilu"))
        #expect(ChatMessage(.object(["role": .string("user"), "content": .integer(1)])) == nil)
        #expect(ChatMessage(.object(["content": .string("bado")])) == nil)
    }
}
