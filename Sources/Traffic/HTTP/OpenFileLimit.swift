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

    /// Raises the limit to what the system allows this user, and makes room for as many descriptors as a large run needs.
    /// The usual limit of 1,024 is fewer than a thousand streams need.
    package static func raise() {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0 else { return }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            // Where the most allowed is without limit, some systems take only what they can really open.
            if setrlimit(resource, &limit) != 0 {
                limit.rlim_cur = min(limit.rlim_max, 10_240)
                _ = setrlimit(resource, &limit)
            }
        }
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
