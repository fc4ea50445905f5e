#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Wakes the thread that waits for sockets, from any thread: a pipe, so that it can be waited for like a socket.
final class WakeSignal: Sendable {
    /// Readable from when it is raised until that is taken back.
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

    /// Takes one raise back. Only when there is one.
    func lower() {
        var byte: UInt8 = 0
        _ = read(reader, &byte, 1)
    }
}
