#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many sockets and files the process, and those that it starts, may have open.
package enum OpenFileLimit {
    /// Raises the limit to what the system allows this user. The usual 1,024 is fewer than a thousand streams need.
    package static func raise() {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        // Where the most allowed is without limit, some systems take only what they can really open.
        if setrlimit(resource, &limit) != 0 {
            limit.rlim_cur = min(limit.rlim_max, 10_240)
            _ = setrlimit(resource, &limit)
        }
    }
}
