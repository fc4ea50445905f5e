import ArgumentParser
import Dispatch
import Foundation

/// Turns Ctrl-C into cancellation, so that no child process outlives the benchmark.
enum Interruption {
    static func run<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { task.cancel() }
            source.resume()
            return source
        }
        defer { sources.forEach { $0.cancel() } }
        do { return try await task.value } catch is CancellationError {
            Console.error("stopped; nothing is left running, and nothing was kept.")
            throw ExitCode(130)
        }
    }
}
