import Foundation
import Testing

@testable import Traffic

#if os(Linux)
    struct ThreadPriorityTests {
        @Test("A thread that takes the first core has it alone, and one that leaves it has all others")
        func firstCore() async throws {
            let all = try #require(await cores {})
            let first = await cores { ThreadPriority.takeFirstCore() }
            let others = await cores { ThreadPriority.leaveFirstCore() }
            guard all.count > 1 else {
                #expect(first == all)
                #expect(others == all)
                return
            }
            #expect(first == [all[0]])
            #expect(others == Array(all.dropFirst()))
        }

        @Test("What one thread asks for is not what another gets")
        func onlyThatThread() async {
            let before = await cores {}
            _ = await cores { ThreadPriority.takeFirstCore() }
            #expect(await cores {} == before)
        }

        /// The cores that a thread may run on after `body`, as the system lists them. Nil when it does not.
        private func cores(_ body: @escaping @Sendable () -> Void) async -> [Int]? {
            await withCheckedContinuation { continuation in
                Thread {
                    body()
                    continuation.resume(returning: Self.allowed())
                }.start()
            }
        }

        private static func allowed() -> [Int]? {
            let status = try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
            let line = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
            return line?.dropFirst("Cpus_allowed_list:".count).trimmingPrefix(while: \.isWhitespace)
                .split(separator: ",")
                .flatMap { part -> [Int] in
                    let ends = part.split(separator: "-").compactMap { Int($0) }
                    return Array((ends.first ?? 0)...(ends.last ?? 0))
                }
        }
    }
#endif
