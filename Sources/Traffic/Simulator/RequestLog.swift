import Dispatch
import Foundation
import Synchronization

/// The file with one line per request. Lines are made and written on a queue of their own, away from the event loops.
final class RequestLog: Sendable {
    private let path: String
    private let file: FileHandle
    private let queue = DispatchQueue(label: "simulator.log", qos: .utility)
    private let failure = Mutex<SimulatorError?>(nil)

    /// Replaces the file if there is one.
    init(path: String) throws(SimulatorError) {
        self.path = path
        do {
            let url = URL(filePath: path)
            try Data().write(to: url)
            file = try FileHandle(forWritingTo: url)
        } catch {
            throw .cannotWriteLog(path: path, reason: error.localizedDescription)
        }
    }

    func append(_ entry: RequestLogEntry) {
        queue.async { [self] in
            do {
                try file.write(contentsOf: Data(entry.line.utf8))
            } catch {
                failure.withLock { $0 = $0 ?? .cannotWriteLog(path: path, reason: error.localizedDescription) }
            }
        }
    }

    /// Waits until every line is written. Throws if one could not be.
    func close() async throws(SimulatorError) {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                try? file.close()
                continuation.resume()
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
