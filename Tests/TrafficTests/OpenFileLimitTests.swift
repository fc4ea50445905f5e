import Foundation
import Testing

@testable import Traffic

struct OpenFileLimitTests {
    #if os(Linux)
        private let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private let resource = RLIMIT_NOFILE
    #endif

    @Test func `a process may have as many files open as the system allows`() {
        var limit = rlimit()
        getrlimit(resource, &limit)
        let highest = limit.rlim_max
        limit.rlim_cur = highest - 1
        #expect(setrlimit(resource, &limit) == 0)
        OpenFileLimit.raise()
        getrlimit(resource, &limit)
        #expect(limit.rlim_cur == highest)
    }
}
