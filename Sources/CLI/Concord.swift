import ArgumentParser
import BenchModel
import Harness
import Traffic

/// The program: one noun or verb per command.
@main
struct Concord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concord",
        abstract: "Runs several LLM load testers on one recipe and says whether they agree, and which one is right.",
        discussion: "Example: concord run recipes/quickstart.yaml",
        version: Release.version,
        subcommands: [
            RunCommand.self, PlanCommand.self, ProbeCommand.self, CompareCommand.self, CalibrateCommand.self,
            SimulateCommand.self, LoadCommand.self, TapCommand.self, ToolsCommand.self, MetricsCommand.self,
            FindingsCommand.self, SchemaCommand.self, HistoryCommand.self, ReportCommand.self,
        ]
    )

    /// What the parser says of bad usage repeats what was typed, which may hold a key.
    static func main() async {
        do {
            let command = try parseAsRoot()
            if command is any ThreadedCommand { try requireSpace() }
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            guard !code.isSuccess, !(error is ExitCode) else { exit(withError: error) }
            let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
            Console.note(Message(lines: lines.map(String.init)))
            exit(withError: code)
        }
    }

    /// Before anything starts a thread, which would end the process where it gets no address space.
    private static func requireSpace() throws {
        do throws(LimitShortage) { try OpenFileLimit.requireSpace() } catch {
            Console.error(HarnessErrorText.message(.limits(error)))
            throw ExitCode(ExitStatus.unavailable.rawValue)
        }
    }

    /// Reached only without a command, which asks for nothing that could succeed: a script whose variable was empty must
    /// not go on.
    func run() async throws {
        // Linux tells the arguments by a file.
        if CommandLine.arguments.isEmpty {
            Console.error("the command line cannot be read: /proc/self/cmdline is missing or empty. Mount /proc.")
        }
        Console.note(Message(ours: Self.helpMessage()))
        throw ExitCode(ExitStatus.usage.rawValue)
    }
}

/// A command that starts threads of its own, and so needs the address space for them before it does anything.
protocol ThreadedCommand: AsyncParsableCommand {}
