import BenchModel
import Foundation
import ToolAdapters

/// The simulator in a process of its own, made anew for every run of a client, so that its log is that run's.
enum SimulatorProcess {
    /// - Returns: The log.
    static func serve(
        _ load: LoadShape,
        program: String,
        folder: String,
        _ body: @escaping @Sendable (_ baseURL: String) async throws -> Void
    ) async throws -> Data {
        let log = folder + "/requests.jsonl"
        var command = ChildCommand(
            argv: [program] + arguments(load, log: log),
            stdoutPath: folder + "/simulator.out",
            stderrPath: folder + "/simulator.err"
        )
        // The log of a fast run is written long after its last answer.
        command.grace = .seconds(120)
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        try await Launcher.withProcess(command, onLine: { continuation.yield($0) }) { _ in
            for await line in lines {
                guard let url = baseURL(in: line) else { continue }
                return try await body(url)
            }
            throw CancellationError()
        }
        return try Data(contentsOf: URL(filePath: log))
    }

    static func arguments(_ load: LoadShape, log: String) -> [String] {
        var words = ["simulate", "--port", "0", "--ttft", load.ttft.text, "--itl", load.itl.text, "--log", log]
        words += ["--batch", "\(load.batch)"]
        if !load.logsChunks { words.append("--no-log-chunks") }
        return words
    }

    /// Nil for lines that do not tell where it listens.
    static func baseURL(in line: String) -> String? {
        guard line.hasPrefix("listening at ") else { return nil }
        return line.split(separator: " ").dropFirst(2).first.map(String.init)
    }
}
