import BenchModel
import Foundation
import Testing

@testable import Traffic

#if os(Linux)
    struct ThreadPriorityTests {
        @Test func `a thread can have the first core alone, or all others`() async throws {
            let all = try await cores {}
            let first = try await cores { ThreadPriority.takeFirstCore() }
            let others = try await cores { ThreadPriority.leaveFirstCore() }
            guard all.count > 1 else {
                #expect(first == all)
                #expect(others == all)
                return
            }
            #expect(first == [all[0]])
            #expect(others == Array(all.dropFirst()))
        }

        @Test func `a thread can change over, and gets all cores back`() async throws {
            let all = try await cores {}
            let changed = try await cores {
                ThreadPriority.takeFirstCore()
                ThreadPriority.leaveFirstCore()
            }
            #expect(changed == (all.count > 1 ? Array(all.dropFirst()) : all))
            let back = try await cores {
                ThreadPriority.takeFirstCore()
                ThreadPriority.useAllCores()
            }
            #expect(back == all)
        }

        @Test func `what a thread with short slices starts has the usual ones`() async {
            let (own, new) = await onThread {
                ThreadPriority.runSoon(.most)
                return (ThreadTraits.ofThisThread, ThreadTraits.ofNewThread)
            }
            // Systems before 6.12 have no slices of one thread.
            if own.slice != new.slice { #expect(own.slice == "\(ThreadPriority.Haste.most.rawValue)") }
            #expect(new == ThreadTraits.ofThisThread)
        }

        @Test func `whoever resumes a task that waited for idle work starts threads like any other`() async {
            let usual = ThreadTraits.ofThisThread
            let notes = ResumerNotes()
            let inside = await withTaskExecutorPreference(notes) { await IdleThread.run { ThreadTraits.ofThisThread } }
            #expect(inside.policy == "5")
            #expect(notes.seen == [usual])
        }

        @Test func `whoever resumes a task that waited for the simulator or the tap starts threads like any other`()
            async throws
        {
            let usual = ThreadTraits.ofThisThread
            let notes = ResumerNotes()
            let exchanges = try await withTaskExecutorPreference(notes) {
                var options = SimulatorOptions()
                options.port = 0
                options.ttft = .zero
                options.itl = .zero
                return try await Simulator.run(options) { simulator in
                    try await Tap.run(TapOptions(upstream: simulator.baseURL)) { tap in
                        _ = try await HTTPClient.request(
                            "POST",
                            url: tap.baseURL(of: 0) + "/v1/chat/completions",
                            body: Array(#"{"messages":[{"role":"user","content":"a"}],"max_tokens":2}"#.utf8)
                        )
                        let drained = await tap.drain(0).exchanges.count
                        return await drained + tap.take(0).exchanges.count
                    }
                }
            }
            #expect(exchanges == 1)
            #expect(notes.seen == [usual])
        }

        private func cores(_ body: @escaping @Sendable () -> Void) async throws -> [Int] {
            let list = await onThread {
                body()
                return ThreadTraits.ofThisThread.cores
            }
            return try #require(list).split(separator: ",").flatMap { part in
                let ends = part.split(separator: "-").compactMap { Int($0) }
                return ends.first.map { Array($0...(ends.last ?? $0)) } ?? []
            }
        }

        private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
            let replies = ReplyThread()
            return await withCheckedContinuation { continuation in
                Thread {
                    let value = body()
                    replies.run { continuation.resume(returning: value) }
                }.start()
            }
        }
    }
#endif
