import Foundation

/// How many files and connections this process may have open.
enum OpenFileLimit {
    /// Raises the limit to the highest that the system allows. A system that refuses leaves it as it is.
    static func raise() {
        #if os(Linux)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
