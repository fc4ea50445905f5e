import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// The call of the Python tokenizer, with a shell script in its place.
struct PythonPromptsTests {
    private static let request = PythonPrompts.Request(
        tokenizer: "tok",
        chat: true,
        tokens: [5, 6],
        prefix: 2,
        seed: 1
    )

    private func make(_ script: String) async throws -> [String] {
        try await Fixtures.withTemporaryFolder { folder in
            let python = folder.appending(path: "python")
            try "#!/bin/sh\n# -c SCRIPT REQUEST ANSWER\n\(script)\n".write(
                to: python,
                atomically: true,
                encoding: .utf8
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python.path)
            return try await PythonPrompts.make(Self.request, python: python.path, folder: folder.path)
        }
    }

    private func problem(_ script: String) async throws -> OutputError? {
        do {
            _ = try await make(script)
            return nil
        } catch let error as OutputError { return error }
    }

    @Test func `the answer's prompts are given`() async throws {
        let script = #"grep -q '"tokenizer":"tok"' "$3" && echo '["a b", "c"]' > "$4""#
        #expect(try await make(script) == ["a b", "c"])
    }

    @Test func `a script that fails gives its last line`() async throws {
        let error = try await problem("echo a warning; echo 'no tokenizer tok' >&2; exit 1")
        #expect(error?.problem == .unreadable("no tokenizer tok") || error?.problem == .unreadable("a warning"))
        #expect(error?.lookedFor.contains("'tok'") == true)
        #expect(try await problem("exit 3")?.problem == .unreadable("no output"))
    }

    @Test(arguments: [#"["a"]"#, "[", "[1, 2]"])
    func `an answer of another shape is refused`(answer: String) async throws {
        #expect(try await problem("echo '\(answer)' > \"$4\"") != nil)
    }
}
