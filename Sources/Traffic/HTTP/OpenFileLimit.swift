import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many sockets and files the process, and those that it starts, may have open.
package enum OpenFileLimit {
    /// Descriptors for which room is made ahead.
    private static let room: rlim_t = 16_384

    /// Descriptors that sockets leave to everything else: files, pipes, what the language's own threads open in passing, and
    /// end the process without.
    private static let reserve = 32
    /// What a server or a client has open beside its connections: threads that wait for events with three each, standard
    /// streams, logs, stores.
    private static var base: Int { reserve + 16 + 3 * ProcessInfo.processInfo.activeProcessorCount }
    /// Bytes of address space that the program and each thread of its own take.
    private static let (programSpace, threadSpace) = (512 << 20, 72 << 20)

    private static let ceiling = Atomic(Int(Int32.max))

    /// Whether a socket with that number is one too many.
    static func isBeyond(_ socket: Int32) -> Bool { Int(socket) >= ceiling.load(ordering: .relaxed) }

    /// Whether another socket may be opened.
    static var hasRoom: Bool {
        // The system gives the lowest number that is free.
        let file = open("/dev/null", O_RDONLY)
        guard file >= 0 else { return false }
        close(file)
        return !isBeyond(file)
    }

    /// Why a connection was not made.
    static var fullText: String {
        "the limit of open files (\(current)) is reached; raise it with `ulimit -n`, or have fewer requests at once"
    }

    /// Raises the limit and tells when it is too low all the same.
    /// - Parameters:
    ///   - streams: Requests that are under way at once. 0 when that is not known.
    ///   - each: Descriptors that one of them needs.
    package static func require(streams: Int = 0, each: Int = 0) throws(LimitShortage) {
        raise()
        let limit = current
        let (needs, isBeyond) = streams.multipliedReportingOverflow(by: each)
        let needed = isBeyond ? Int.max : needs.addingReportingOverflow(base).overflow ? Int.max : needs + base
        guard limit >= needed else {
            throw .openFiles(limit: limit, needed: needed, streams: each > 0 ? streams : 0, each: each)
        }
        try requireSpace()
    }

    /// Tells when threads could not get the address space that they take: without it the process ends where one starts.
    package static func requireSpace() throws(LimitShortage) {
        let space = programSpace + threadSpace * ProcessInfo.processInfo.activeProcessorCount
        if let limit = addressSpace, limit < space { throw .memory(limit: limit, needed: space) }
    }

    /// Nil without a limit.
    private static var addressSpace: Int? {
        limit(RLIMIT_AS).flatMap { Int(exactly: $0.rlim_cur) }
    }

    private static var current: Int { limit(RLIMIT_NOFILE).flatMap { Int(exactly: $0.rlim_cur) } ?? .max }

    #if canImport(Glibc)
        private typealias Resource = __rlimit_resource
        private static func number(_ resource: Resource) -> __rlimit_resource_t {
            __rlimit_resource_t(resource.rawValue)
        }
    #else
        private typealias Resource = Int32
        private static func number(_ resource: Resource) -> Int32 { resource }
    #endif

    private static func limit(_ resource: Resource) -> rlimit? {
        var limit = rlimit()
        return getrlimit(number(resource), &limit) == 0 ? limit : nil
    }

    /// Raises the limit to what the system allows this user, and makes room for as many descriptors as a large run needs.
    /// The usual limit of 1,024 is fewer than a thousand streams need.
    package static func raise() {
        let resource = number(RLIMIT_NOFILE)
        guard var limit = limit(RLIMIT_NOFILE) else { return }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            // Where the most allowed is without limit, some systems take only what they can really open.
            if setrlimit(resource, &limit) != 0 {
                limit.rlim_cur = min(limit.rlim_max, 10_240)
                _ = setrlimit(resource, &limit)
            }
        }
        ceiling.store(min(current, Int(Int32.max)) - reserve, ordering: .relaxed)
        makeRoom(for: Int32(min(limit.rlim_cur, room)))
    }

    /// When a process with several threads needs a larger table of descriptors, Linux lets it wait until no processor
    /// looks at the old one: up to some 20 ms in which an `accept` or a `connect` stands still, and with it the thread that
    /// stamps what arrives. The first growth comes with the 65th descriptor, so it is had here, before anything counts.
    private static func makeRoom(for count: Int32) {
        let file = open("/dev/null", O_RDONLY)
        guard file >= 0 else { return }
        let highest = fcntl(file, F_DUPFD, count - 1)
        if highest >= 0 { close(highest) }
        close(file)
    }
}
