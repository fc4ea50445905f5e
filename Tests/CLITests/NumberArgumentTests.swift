import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import CLI

/// Every option of every command, as the parser tells of them.
struct NumberArgumentTests {
    private struct Dump: Decodable {
        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?
            let arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let kind: String
            let names: [Name]?
            let valueName: String?
        }
        let command: Command
    }

    /// An option of a command: `load --rate`.
    struct Option: Sendable, CustomStringConvertible {
        let path: [String]
        let name: String
        var description: String { (path + ["--\(name)"]).joined(separator: " ") }
    }

    /// What takes a number, by its name, with texts that are none of its values. `0` is one where zero makes no sense.
    private static let numbers: [String: [String]] = [
        "loads": ["0", "1,-8", "1,,8", "1000001", "9223372036854775808"],
        "tolerance": ["0%", "-3%", "100.1%", "1000%", "99999999%", "3", "nan%", "inf%"],
        "limit": ["0", "-1", "1000001"],
        "input-tokens": ["0", "-1", "10000001", "9223372036854775807"],
        "output-tokens": ["0", "-1", "10000001", "9223372036854775807"],
        "prefix-tokens": ["-1", "10000001", "9223372036854775807"],
        "range-ratio": ["-0.1", "1", "nan", "inf"],
        "seed": ["-1", "4294967296"],
        "concurrency": ["0", "-1", "1000001", "some"],
        "rate": ["0", "-1", "inf", "nan", "1e10"],
        "ramp-up-start": ["0", "-1", "inf", "nan", "1e10"],
        "ramp-up-end": ["0", "-1", "inf", "nan", "1e10"],
        "burstiness": ["0", "-1", "nan", "1e10"],
        "requests": ["0", "-1", "10000001", "9223372036854775807"],
        "duration": ["0s", "-1s", "5", "999999999h", "9999999999999999s"],
        "warmup": ["-1", "10000001"],
        "connect-timeout": ["0s", "-1s", "5", "999999999h"],
        "first-token-timeout": ["0s", "-1s", "5", "999999999h"],
        "idle-timeout": ["0s", "-1s", "5", "999999999h"],
        "total-timeout": ["0s", "-1s", "5", "999999999h"],
        "slo": ["ttft=0ms", "ttft=-1ms", "ttft=5", "ttft=999999999h"],
        "rounds": ["0", "-1", "10001", "9223372036854775807"],
        "port": ["-1", "65536"],
        "ttft": ["-1ms", "5", "999999999h"],
        "itl": ["-1ms", "5", "999999999h"],
        "jitter": ["ttft=5", "ttft=-1ms", "ttft=999999999h", "ttft=1ms,seed=-1"],
        "engine": ["slots=0", "slots=9223372036854775807", "step=0ms", "prefill=-1ms", "step=999999999h"],
        "batch": ["0", "-1", "1048577"],
        "fault": ["status=1", "status=1000", "cut,after=-1", "cut,rate=0%", "cut,rate=101%", "cut,every=0"],
        "layout": ["tokens-per-chunk=0", "reasoning=-1", "usage-late=999999999h"],
    ]

    /// What takes no number.
    private static let others: Set<String> = [
        "allow", "allow-different", "api", "api-key-env", "baseline", "body", "ca-file", "format", "header",
        "host", "log", "model", "out", "prompts", "ramp-up", "resume", "server-log", "set", "tokenizer", "tool",
        "tool-version", "tools", "upstream", "view",
    ]

    static let options: [Option] = {
        func options(of command: Dump.Command, below path: [String]) -> [Option] {
            let own = (command.arguments ?? []).filter { $0.kind == "option" }.flatMap { argument in
                (argument.names ?? []).map { Option(path: path, name: $0.name) }
            }
            let inner = (command.subcommands ?? []).filter { $0.commandName != "help" }
            return own + inner.flatMap { options(of: $0, below: path + [$0.commandName]) }
        }
        guard let dump = try? JSONDecoder().decode(Dump.self, from: Data(Concord._dumpHelp().utf8)) else { return [] }
        return options(of: dump.command, below: [])
    }()

    @Test func `every option is known here as one with a number or without`() {
        #expect(Self.options.count > 50)
        for option in Self.options {
            #expect(Self.numbers[option.name] != nil || Self.others.contains(option.name), "\(option)")
        }
        for name in Self.numbers.keys { #expect(Self.options.contains { $0.name == name }, "--\(name)") }
    }

    @Test(arguments: options)
    func `a number out of bounds is bad usage, and its option is named`(option: Option) async throws {
        for text in Self.numbers[option.name] ?? [] {
            var arguments = option.path + ["--\(option.name)=\(text)"]
            switch option.path.first {
            case "load": arguments.append("http://127.0.0.1:1")
            case "compare": arguments += ["vllm=a", "evalscope=b"]
            case "run", "plan", "probe": arguments.append("recipe.yaml")
            default: break
            }
            do {
                let command = try Concord.parseAsRoot(arguments)
                // What the parser does not see, the command must, before it does anything.
                guard let load = command as? LoadCommand else {
                    Issue.record("\(option) takes \(text)")
                    continue
                }
                await #expect(throws: (any Error).self, "\(option) takes \(text)") { try await load.run() }
            } catch {
                #expect(Concord.exitCode(for: error).rawValue == 64, "\(option) \(text)")
                #expect(Concord.fullMessage(for: error).contains("--\(option.name)"), "\(option) \(text)")
            }
        }
    }

    @Test(arguments: [[], [""], ["nonsense"]])
    func `concord without a command is bad usage, and its help goes to stderr`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let result = try await ConcordProcess.run(arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.stdout.isEmpty)
            #expect(result.stderr.lowercased().contains("usage: concord"))
        }
    }
}
