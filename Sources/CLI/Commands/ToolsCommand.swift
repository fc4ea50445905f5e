import ArgumentParser
import BenchModel
import Harness
import ToolAdapters

struct ToolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tools",
        abstract: "Lists, installs and checks the external tools.",
        discussion: "Example: concord tools install vllm@0.32.0 evalscope@1.14.1",
        subcommands: [List.self, Install.self, Doctor.self],
        defaultSubcommand: List.self
    )

    private static var directory: ToolDirectory {
        ToolDirectory(cacheFolder: Surroundings.cacheFolder, environment: Surroundings.environment)
    }

    struct List: AsyncParsableCommand {
        enum Format: String, ExpressibleByArgument { case text, json }

        static let configuration = CommandConfiguration(
            abstract: "What is installed, where and in which version.",
            discussion: "Example: concord tools"
        )

        @Option(help: "text or json.") var format = Format.text

        func run() async throws {
            let json = format == .json
            try await CommandShell.run {
                let tools = await directory.all()
                guard !json else {
                    Console.result(try JSONText.of(tools))
                    return .agree
                }
                var rows = [["tool", "version", "found", "command"]]
                rows += tools.map {
                    [$0.id.rawValue, $0.version.description, "\($0.origin)", $0.command.joined(separator: " ")]
                }
                for adapter in Tools.all where !tools.contains(where: { $0.id == adapter.id }) {
                    guard adapter.distribution != nil else {
                        rows.append([adapter.id.rawValue, Release.version, "built in", "concord load"])
                        continue
                    }
                    rows.append([adapter.id.rawValue, "–", "not installed", "concord tools install \(adapter.id)"])
                }
                Console.result(TextGrid.render(rows))
                return .agree
            }
        }
    }

    struct Install: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Installs tools into the user's cache, one environment a version.",
            discussion: "Example: concord tools install evalscope@1.14.1"
        )

        @Argument(help: ArgumentHelp("Tools to install.", valueName: "name[@version]")) var names: [String]

        func run() async throws {
            let names = names
            try await CommandShell.run {
                for name in names {
                    let tool = try await directory.install(name) { Console.note("· \($0)") }
                    Console.result(line: "\(tool.id) \(tool.version): \(tool.command.joined(separator: " "))")
                }
                return .agree
            }
        }
    }

    struct Doctor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Starts each installed tool once and says what is wrong with it.",
            discussion: "Example: concord tools doctor"
        )

        func run() async throws {
            try await CommandShell.run {
                var sound = true
                for tool in await directory.all() {
                    Console.progress("checking \(tool.id)")
                    guard let check = try await directory.check(tool) else { continue }
                    Console.result(
                        line: "\(tool.id) \(tool.version): \(check.problems.isEmpty ? "sound" : "not sound")"
                    )
                    for advice in check.advice { Console.result(line: "  \(advice)") }
                    if !check.problems.isEmpty { sound = false }
                }
                return sound ? .agree : .unavailable
            }
        }
    }
}
