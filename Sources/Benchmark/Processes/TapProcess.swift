import BenchModel
import Foundation
import ToolAdapters

/// The tap in a process of its own, before the simulator of one run.
enum TapProcess {
    /// - Parameter body: Gets the address that the client is given, and the tap's process.
    static func tap<Result: Sendable>(
        _ upstream: String,
        program: String,
        folder: String,
        _ body: @escaping @Sendable (_ baseURL: String, _ process: Int32) async throws -> Result
    ) async throws -> Result {
        var command = ChildCommand(
            argv: [program, "tap", "--upstream", upstream, "--out", folder + "/wire.sqlite"],
            stdoutPath: folder + "/tap.out",
            stderrPath: folder + "/tap.err"
        )
        command.grace = .seconds(120)
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        return try await Launcher.withProcess(command, onLine: { continuation.yield($0) }) { process in
            for await line in lines {
                guard let url = SimulatorProcess.baseURL(in: line) else { continue }
                return try await body(url, process)
            }
            throw CancellationError()
        }
    }
}
