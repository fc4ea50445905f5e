import BenchModel
import Harness
import Synchronization
import ToolAdapters

/// Runs a session and says how it goes, and how it goes on when it is stopped.
final class RunPrinter: Sendable {
    private let options: RunOptions
    private let folder = Mutex<String?>(nil)

    init(_ options: RunOptions) { self.options = options }

    func run(_ show: @Sendable (VerdictDocument) -> Void) async throws -> ExitStatus {
        let session = Session(options) { [self] event in
            if case .resultFolder(let path) = event { folder.withLock { $0 = path } }
            EventPrinter.show(event)
        }
        let result: SessionResult
        do { result = try await session.run() } catch let error as CancellationError {
            guard let folder = folder.withLock({ $0 }), Session.canResume(folder) else { throw error }
            Console.error("stopped in the middle of a round; nothing is left running.")
            Console.note(Self.way(on: options, from: folder))
            return .interrupted
        }
        show(result.document)
        Console.note("· results are in \(result.folder)")
        guard result.interrupted else { return ExitStatus(result.document.verdict) }
        Console.note(Self.way(on: options, from: result.folder))
        return .interrupted
    }

    /// The command that goes on with what was stopped, in a line of its own.
    static func way(on options: RunOptions, from folder: String) -> Message {
        var words = ["concord", "run", (options.recipePath.hasPrefix("-") ? "./" : "") + options.recipePath]
        for override in options.overrides { words += ["--set", shown(override.text)] }
        if let tools = options.tools { words += ["--tools", tools.map(\.rawValue).joined(separator: ",")] }
        if let rounds = options.rounds { words += ["--rounds", "\(rounds)"] }
        if !options.usesTap { words.append("--no-tap") }
        if !options.probes { words.append("--no-probe") }
        return Message(
            ours: "· to go on after the last whole round:\n" + ShellQuoting.line(words + ["--resume", folder])
        )
    }

    /// A secret is not repeated.
    private static func shown(_ override: String) -> String {
        let key = override.prefix { $0 != "=" }
        let name = key.split(separator: ".").last.map(String.init) ?? ""
        let value = String(override.dropFirst(key.count + 1))
        return SecretName.isSecret(name) && VariableText.names(in: value).isEmpty ? "\(key)=***" : override
    }
}
