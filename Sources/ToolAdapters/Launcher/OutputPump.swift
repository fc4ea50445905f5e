import Subprocess

/// Brings one output stream of a process to its file and, line by line, to whoever follows it.
struct OutputPump: Sendable {
    let file: OutputFile
    let secrets: [String]
    let onLine: @Sendable (String) -> Void

    /// Runs until the stream ends or the process has. When the file cannot be written, the process is ended, and what it
    /// still says is read and dropped so that it is not stuck on a full pipe.
    /// - Returns: Why the file could not be written. Nil when it was.
    func run(_ stream: SubprocessOutputSequence, of process: Int32, grace: Duration) async -> LaunchError? {
        var reader = stream.makeAsyncIterator()
        var filter = SecretFilter(secrets)
        var splitter = LineSplitter()
        do throws(LaunchError) {
            while let bytes = await Self.read(&reader, of: process) {
                try accept(filter.filter(bytes), splitter: &splitter)
            }
            try accept(filter.finish(), splitter: &splitter)
            for line in splitter.finish() { onLine(line) }
            return nil
        } catch {
            async let end: Void = ProcessGroup(leader: process).end(grace: grace)
            while await Self.read(&reader, of: process) != nil {}
            await end
            return error
        }
    }

    private func accept(_ bytes: [UInt8], splitter: inout LineSplitter) throws(LaunchError) {
        guard !bytes.isEmpty else { return }
        try file.append(bytes)
        for line in splitter.split(bytes) { onLine(line) }
    }

    /// - Returns: Nil at the end of the stream.
    private static func read(_ reader: inout SubprocessOutputSequence.Iterator, of process: Int32) async -> [UInt8]? {
        while true {
            if let buffer = try? await reader.next() { return buffer.withUnsafeBytes { Array($0) } }
            // In a cancelled task the stream seems to end at once, but its process still has to wind down.
            guard Task.isCancelled, !ProcessTable.hasEnded(child: process) else { return nil }
            await Pause.pause(20)
        }
    }
}
