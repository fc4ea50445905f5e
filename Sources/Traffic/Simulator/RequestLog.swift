import Foundation
import Synchronization

/// The file with one line per request. Lines are made and written on a thread of their own that runs when no other
/// wants the processor, and one at a time: making the lines of fifty answers that end together takes as long as a
/// scheduler's time slice, which would show in the times of the next fifty.
final class RequestLog: Sendable {
    private static let pause = 0.05

    private struct Output {
        let file: FileHandle
        /// Entries that were taken to be written, and how many of them are.
        var taken: [RequestLogEntry] = []
        var written = 0
    }

    private let path: String
    private let output: Mutex<Output>
    private let waiting = Mutex<[RequestLogEntry]>([])
    private let failure = Mutex<SimulatorError?>(nil)
    private let isClosed = Atomic(false)

    /// Replaces the file if there is one.
    init(path: String) throws(SimulatorError) {
        self.path = path
        do {
            let url = URL(filePath: path)
            try Data().write(to: url)
            output = Mutex(Output(file: try FileHandle(forWritingTo: url)))
        } catch {
            throw .cannotWriteLog(path: path, reason: error.localizedDescription)
        }
        let thread = Thread { [weak self] in
            ThreadPriority.yieldToAll()
            while let self, !isClosed.load(ordering: .relaxed) {
                var turns = ShortTurns()
                while writeOne() { turns.pieceDone() }
                Thread.sleep(forTimeInterval: Self.pause)
            }
        }
        thread.name = "simulator log"
        thread.start()
    }

    func append(_ entry: RequestLogEntry) {
        waiting.withLock { $0.append(entry) }
    }

    /// Writes every line that is waiting.
    func flush() {
        while writeOne() {}
    }

    /// Writes every line that is left. Throws if one could not be written.
    func close() throws(SimulatorError) {
        isClosed.store(true, ordering: .relaxed)
        flush()
        output.withLock { try? $0.file.close() }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    /// - Returns: Whether there was anything to write.
    private func writeOne() -> Bool {
        output.withLock { output in
            if output.written == output.taken.count {
                output.taken = waiting.withLock { waiting in
                    defer { waiting = [] }
                    return waiting
                }
                output.written = 0
            }
            guard output.written < output.taken.count else { return false }
            let entry = output.taken[output.written]
            output.written += 1
            do {
                try output.file.write(contentsOf: Data(entry.line.utf8))
            } catch {
                failure.withLock { $0 = $0 ?? .cannotWriteLog(path: path, reason: error.localizedDescription) }
            }
            return true
        }
    }
}
