import BenchModel
import Foundation
import Traffic

/// What the simulator writes to its log from one moment on: a run is held against its own lines, and a long log is read
/// once.
struct SimulatorLogPart: Sendable {
    /// How often, 20 ms apart, it is looked for the lines of requests that the client has seen end.
    private static let looks = 25

    private let path: String
    private let simulator: RunningSimulator
    private let start: UInt64

    /// From now on.
    init(path: String, simulator: RunningSimulator) {
        self.path = path
        self.simulator = simulator
        simulator.completeLog()
        start = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64) ?? 0
    }

    /// Nil when the report has no requests, or none that are in the log.
    func truth(of report: ToolReport) async throws -> SimulatorTruth? {
        guard let window = report.window else { return nil }
        let completed = report.records?.count(where: \.succeeded) ?? 0
        var truth: SimulatorTruth?
        // A client may see the end of an answer a moment before the server notes it.
        for look in 1...Self.looks {
            simulator.completeLog()
            truth = SimulatorTruth(log: try lines(), from: window.start, to: window.end)
            if look == Self.looks || (truth?.requests ?? 0) >= completed { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return truth
    }

    private func lines() throws(HarnessError) -> Data {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            try file.seek(toOffset: start)
            return try file.readToEnd() ?? Data()
        } catch { throw .cannotRead(path: path, reason: ResultFolder.reason(error)) }
    }
}
