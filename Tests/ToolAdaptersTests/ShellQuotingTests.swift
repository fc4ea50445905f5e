import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct ShellQuotingTests {
    @Test func `plain words stay as they are`() {
        #expect(ShellQuoting.line(["vllm", "--base-url=http://[::1]:80/v1"]) == "vllm '--base-url=http://[::1]:80/v1'")
        #expect(ShellQuoting.line(["a", "/b/c.d_e", "x=1,2:3", "50%"]) == "a /b/c.d_e x=1,2:3 50%")
    }

    @Test func `what a shell would change is quoted`() {
        #expect(ShellQuoting.quote("") == "''")
        #expect(ShellQuoting.quote("it's $HOME") == #"'it'\''s $HOME'"#)
        #expect(ShellQuoting.quote(#"{"ignore_eos": true}"#) == #"'{"ignore_eos": true}'"#)
        #expect(ShellQuoting.quote("~") == "'~'")
        #expect(ShellQuoting.quote("é") == "'é'")
        #expect(ShellQuoting.quote("=ls") == "'=ls'")
    }

    @Test func `a quotation mark ends the quotes whatever follows it`() {
        for mark in ["\u{301}", "\u{200D}", "\u{FE0F}"] {
            #expect(ShellQuoting.quote("x'\(mark);y") == #"'x'\''"# + "\(mark);y'")
        }
    }

    @Test func `what would steer a terminal is written as an escape`() {
        #expect(ShellQuoting.quote("a\u{1B}[2J\nb!'") == #"$'a\033[2J\nb\041\''"#)
        #expect(ShellQuoting.quote("\u{85}1\u{202E}") == #"$'\302\2051\342\200\256'"#)
    }

    @Test func `a block has one option a line and keeps negative numbers beside theirs`() {
        let text = ShellQuoting.block(
            ["vllm", "bench", "--port", "80", "--n", "-1", "--last"],
            env: ["B": "2", "A": "*"]
        )
        #expect(text == "A='*' \\\nB=2 \\\nvllm bench \\\n  --port 80 \\\n  --n -1 \\\n  --last")
    }

    /// Pieces that words are made of: every ASCII character, what joins with the one before it, what ends lines, what steers.
    private static let pieces: [String] =
        (1..<128).map { String(Unicode.Scalar(UInt8($0))) }
        + ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20DD}", "\u{85}", "\u{9B}", "\u{2028}", "\u{202E}", "\u{FEFF}"]
        + ["é", "漢", "👩\u{200D}💻", "\r\n", "$(", "${A}", "\\\n", "''", "'\u{301}", "!!", "=", "-n", "%s", "\u{10FFFD}"]

    private static func words() -> [String] {
        var generator = SeededGenerator(seed: 4)
        let random = (0..<600).map { _ in
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
        }
        return pieces + pieces.map { "'\($0);touch pwned;'\($0)" } + pieces.map { "a\($0)7" } + random
    }

    /// What a shell makes of a text that prints words, each with a NUL behind it.
    private func printed(_ text: String, in folder: URL) async throws -> [String] {
        try Data(text.utf8).write(to: folder.appending(path: "script"))
        var command = ChildCommand(
            argv: ["bash", folder.appending(path: "script").path],
            stdoutPath: folder.appending(path: "out").path,
            stderrPath: folder.appending(path: "err").path
        )
        command.workingDirectory = folder.path
        command.environment = ["PATH": folder.path + "/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        _ = try await Launcher.run(command)
        let output = try Data(contentsOf: folder.appending(path: "out"))
        return output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test func `a shell reads back every word byte for byte`() async throws {
        let words = Self.words()
        try await Fixtures.withTemporaryFolder { folder in
            let argv = ["printf", #"%s\0"#] + words
            for text in [ShellQuoting.line(argv), ShellQuoting.block(argv)] {
                let found = try await printed(text, in: folder)
                #expect(found.map { Array($0.utf8) } == words.map { Array($0.utf8) })
                #expect(!text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) })
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/pwned"))
        }
    }

    @Test func `a shell gives every value to its variable, whatever the variable's name`() async throws {
        let values = Self.words()
        try await Fixtures.withTemporaryFolder { folder in
            for place in stride(from: 0, to: values.count, by: 40) {
                let part = values[place..<min(place + 40, values.count)]
                var env: [String: String] = [:]
                for (number, value) in part.enumerated() { env["V\(number)"] = value }
                let found = Set(try await printed(ShellQuoting.block(["env", "-0"], env: env), in: folder))
                for (name, value) in env { #expect(found.contains("\(name)=\(value)"), "\(name)") }
                env["X=1; touch pwned; Y"] = "v"
                let others = Set(try await printed(ShellQuoting.line(["env", "-0"], env: env), in: folder))
                #expect(others.contains("X=1; touch pwned; Y=v"))
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/pwned"))
        }
    }

    @Test(arguments: ["A=1", "A+=1", "if", "time", "while", "%1", "!", "{", "[[", "=x", "a'\u{301}b", "\u{1B}x", "~"])
    func `a shell takes the first word for a command`(name: String) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "bin/\(name)")
            try FileManager.default.createDirectory(
                at: folder.appending(path: "bin"),
                withIntermediateDirectories: true
            )
            try Data("#!/bin/sh\nprintf '%s\\0' ran \"$1\"\n".utf8).write(to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
            for env in [[:], ["B": "2"]] {
                #expect(try await printed(ShellQuoting.line([name, "B"], env: env), in: folder) == ["ran", "B"])
            }
        }
    }
}
