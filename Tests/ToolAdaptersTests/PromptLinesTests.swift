import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

struct PromptLinesTests {
    private func read(_ bytes: [UInt8]) async throws -> [PromptLines.Line] {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "prompts.jsonl")
            try Data(bytes).write(to: file)
            return try PromptLines.readLines(file.path)
        }
    }

    private func problem(_ text: String) async throws -> OutputError.Problem? {
        do {
            _ = try await read(Array(text.utf8))
            return nil
        } catch let error as OutputError { return error.problem }
    }

    @Test(arguments: ["\n", "\r\n", "\n\n", " \r\n\t\n"])
    func `lines end as any system ends them`(end: String) async throws {
        let text =
            [#"{"prompt": "a"}"#, #" {"prompt": "b", "output_tokens": 3, "id": 7}"#].joined(separator: end) + end
        let lines = try await read(Array(text.utf8))
        #expect(lines.map(\.prompt) == ["a", "b"])
        #expect(lines.map(\.outputTokens) == [nil, 3])
    }

    @Test func `a byte order mark and signs that break lines elsewhere are no trouble`() async throws {
        let text = "{\"prompt\": \"a\u{2028}b\u{85}c\"}\n"
        #expect(try await read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).map(\.prompt) == ["a\u{2028}b\u{85}c"])
    }

    @Test func `what is wrong has its line`() async throws {
        let good = #"{"prompt": "a"}"# + "\n"
        for bad in ["{", "[]", "{}", #"{"prompt": 1}"#, #"{"prompt": "a", "output_tokens": "x"}"#, "text"] {
            guard case .unknownShape(let text)? = try await problem(good + "\n" + bad) else {
                Issue.record("\(bad) was taken")
                continue
            }
            #expect(text.contains("line 3"))
        }
        #expect(try await problem("") == .missing)
        #expect(try await problem(" \n\r\n") == .missing)
    }

    @Test func `a file that is not there cannot be read`() {
        #expect(throws: OutputError.self) { try PromptLines.readLines("/nowhere/prompts.jsonl") }
    }

    @Test(arguments: API.allCases)
    func `what is written is read back, with a body and a plain line for each`(api: API) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "prompts.jsonl").path
            let lines = [
                PromptLines.Line(prompt: "é \"a\" /b", outputTokens: 5),
                PromptLines.Line(prompt: "c", outputTokens: nil),
            ]
            try PromptLines.write(lines, to: path, api: api)
            #expect(try PromptLines.readLines(path) == lines)
            let plain = try String(contentsOfFile: folder.path + "/prompts.txt", encoding: .utf8)
            #expect(plain == "é \"a\" /b\nc\n")
            let text = try String(contentsOfFile: folder.path + "/prompts.bodies.jsonl", encoding: .utf8)
            let bodies = try text.split(separator: "\n").map {
                try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
            }
            func body(_ prompt: String, _ tokens: JSONValue?) -> JSONValue {
                var members: [String: JSONValue] = [:]
                switch api {
                case .chat: members["messages"] = [["role": "user", "content": .string(prompt)]]
                case .completions: members["prompt"] = .string(prompt)
                }
                members["max_tokens"] = tokens
                return .object(members)
            }
            #expect(bodies == [body("é \"a\" /b", 5), body("c", nil)])
        }
    }
}
