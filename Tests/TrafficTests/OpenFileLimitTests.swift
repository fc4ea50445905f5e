import Foundation
import Testing

@testable import Traffic

#if os(Linux)
    struct OpenFileLimitTests {
        @Test func `there is room for many descriptors before the first connection`() throws {
            OpenFileLimit.raise()
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("FDSize:") })
            let size = try #require(line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
            var limit = rlimit()
            try #require(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
            #expect(size >= min(Int(limit.rlim_cur), 16_384))
            #expect(limit.rlim_cur == limit.rlim_max)
        }
    }
#endif
