import BenchModel
import Foundation
import ToolAdapters

/// One tool's part of a probe.
struct ProbeRun: Sendable {
    let setup: ToolSetup
    let job: ToolJob
    let folder: ResultFolder
    let onEvent: @Sendable (RunEvent) -> Void

    struct Result: Sendable {
        /// Nil when no request for text passed.
        var seen: ProbedRequest?
        /// Nil when the tool did what it was asked.
        var failure: Probe.Failure?
        /// What became of the request on the wire.
        var wire: [WireExchange] = []
    }

    /// - Parameter wire: Gives what has passed between the tool and the server.
    func perform(_ wire: () async -> WireRun) async throws -> Result {
        let tool = setup.choice.id
        let run = ToolRun(setup: setup, job: job, round: 0, position: 1, folder: folder)
        let heartbeat = Heartbeat { [onEvent] in onEvent(.runProgress(tool: tool, round: 0, progress: $0)) }
        let outcome = try await heartbeat.during { try await run.perform { heartbeat.progress($0) } }
        let passed = await wire()
        if let exchange = passed.generations.last {
            try folder.write(String(decoding: exchange.body, as: UTF8.self), toPath: job.outputFolder + "/request.json")
        }
        let seen = ProbedRequest(passed)
        // A tool may have tried before the server was ready.
        let last = Array(passed.generations.suffix(1))
        guard let reason = outcome.record.failure, seen == nil || !Self.endedInOrder(outcome.record.exit) else {
            return Result(seen: seen, wire: last)
        }
        let failure = Probe.Failure(tool: tool, reason: reason, folder: job.outputFolder)
        return Result(seen: seen, failure: failure, wire: last)
    }

    /// A report on one request that cannot be read is no failure of the request.
    private static func endedInOrder(_ exit: ToolExit?) -> Bool { exit?.reason == .exited(code: 0) }
}
