import BenchModel
import Foundation
import ToolAdapters

/// One run of one client against a simulator of its own.
struct ClientRun: Sendable {
    let program: ClientProgram
    let load: LoadShape
    /// The program that simulates.
    let concord: String
    /// Made anew, and removed when everything in it has been read.
    let folder: String

    /// - Throws: `RunFailure` when the client gave nothing that can be counted.
    func perform() async throws -> RunEvidence {
        try? FileManager.default.removeItem(atPath: folder)
        let own = folder + "/client"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        let watch = ProcessWatch()
        let ticks = ProcessClock.ticks
        let log = try await SimulatorProcess.serve(load, program: concord, folder: folder) { baseURL in
            let exit = try await run(baseURL, watch, own)
            guard program.hasReported(exit.reason) else { throw RunFailure(exit, lastWords: Self.lastWords(own)) }
        }
        guard let ended = watch.samples.last?.instant, let served = try ServedRun(log: log, requests: load.requests)
        else { throw RunFailure("the server answered none of its requests") }
        let evidence = RunEvidence(
            load: load,
            served: served,
            cpu: watch.samples,
            peakMemory: watch.peakMemory,
            stealShare: ticks.flatMap { ProcessClock.ticks?.shares(since: $0)?.steal },
            ended: ended,
            reported: try program.read(own)
        )
        try FileManager.default.removeItem(atPath: folder)
        return evidence
    }

    private func run(_ baseURL: String, _ watch: ProcessWatch, _ own: String) async throws -> ToolExit {
        guard program.client == .tapped else {
            let command = try program.childCommand(load, baseURL: baseURL, folder: own)
            return try await Launcher.run(command, watch: watch.run)
        }
        return try await TapProcess.tap(baseURL, program: concord, folder: folder) { tapURL, tap in
            async let _ = watch.run(tap)
            return try await Launcher.run(program.childCommand(load, baseURL: tapURL, folder: own))
        }
    }

    /// The last lines that it wrote to stderr. Empty when it wrote none.
    private static func lastWords(_ folder: String) -> String {
        let text = FileManager.default.contents(atPath: folder + "/stderr.log") ?? Data()
        let lines = String(decoding: text.suffix(2048), as: UTF8.self).split(whereSeparator: \.isNewline).suffix(2)
        return lines.joined(separator: " / ")
    }
}
