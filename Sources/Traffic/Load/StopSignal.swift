#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Asks a run to stop, from any thread: a pipe, so that the thread which waits for sockets wakes up.
final class StopSignal: Sendable {
    /// Becomes readable when the run is to stop.
    let reader: Int32
    private let writer: Int32

    init() throws(LoadError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .engine(SystemError.reason(errno)) }
        (reader, writer) = (ends[0], ends[1])
    }

    deinit {
        close(reader)
        close(writer)
    }

    func raise() {
        var byte: UInt8 = 1
        // A pipe with room takes one byte at once.
        _ = write(writer, &byte, 1)
    }
}
