import ArgumentParser
import BenchModel
import Dispatch
import Foundation
import Harness
import ToolAdapters

/// The one path on which every command runs: signals become cancellation, errors become words and an exit status.
enum CommandShell {
    static func run(_ body: @escaping @Sendable () async throws -> ExitStatus) async throws {
        signal(SIGPIPE, SIG_IGN)
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
            let inherited = signal(number, SIG_IGN)
            // Under `nohup` a run outlives its terminal because its user wants it to.
            if number == SIGHUP, unsafeBitCast(inherited, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                return nil
            }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { task.cancel() }
            source.resume()
            return source
        }
        let status: ExitStatus
        do { status = try await task.value } catch { status = report(error) }
        sources.forEach { $0.cancel() }
        Console.finishProgress()
        if let reason = Console.resultFailure {
            Console.error("the result could not be written to stdout: \(reason).")
            throw ExitCode(ExitStatus.internalError.rawValue)
        }
        if status != .agree { throw ExitCode(status.rawValue) }
    }

    /// Says what went wrong on stderr.
    private static func report(_ error: any Error) -> ExitStatus {
        Console.finishProgress()
        switch error {
        case let status as ExitStatus:
            return status
        case is CancellationError:
            Console.error("stopped before anything was finished; nothing is left running.")
            return .interrupted
        case let error as ValidationError:
            Console.error("\(error)")
            return .usage
        default:
            if let error = HarnessError(error) {
                Console.error(HarnessErrorText.message(error))
                return ExitStatus(error.failureClass)
            }
            Console.error("internal error: \(error)")
            return .internalError
        }
    }
}
