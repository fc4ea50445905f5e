#if os(Linux)
    import Foundation
    import TestSupport
    import Testing
    import ToolAdapters

    @testable import Benchmark

    @Suite(.timeLimit(.minutes(1)))
    struct ProcessClockTests {
        @Test func `the peak is read from the status`() {
            let text = "Name:\tconcord\nVmPeak:\t  999 kB\nVmHWM:\t   2048 kB\nVmRSS:\t 1 kB\n"
            #expect(ProcessClock.peakMemory(inStatus: text) == 2_097_152)
            #expect(ProcessClock.peakMemory(inStatus: "State:\tZ (zombie)\n") == nil)
        }

        @Test func `work shows in a process's clock`() throws {
            let own = ProcessInfo.processInfo.processIdentifier
            let before = try #require(ProcessClock.cpuSeconds(of: own))
            var sum = 0.0
            while ProcessClock.cpuSeconds(of: own).map({ $0 < before + 0.05 }) ?? false { sum += sum.squareRoot() + 1 }
            #expect(try #require(ProcessClock.cpuSeconds(of: own)) >= before + 0.05)
            #expect(sum > 0)
        }

        @Test func `a watch counts a process and its child, and no others`() async throws {
            try await Fixtures.withTemporaryFolder { folder in
                let loop = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"
                let command = ChildCommand(
                    argv: ["/bin/sh", "-c", "sh -c '\(loop); sleep 0.2' & \(loop); wait"],
                    stdoutPath: folder.path + "/out",
                    stderrPath: folder.path + "/err"
                )
                let watch = ProcessWatch()
                let exit = try await Launcher.run(command, watch: watch.run)
                let seen = try #require(watch.samples.last?.cpuSeconds)
                let counted = try #require(exit.cpuSeconds)
                // The launcher counts in ticks of 10 ms, and waits for the child to be reaped.
                #expect(counted > 0.1)
                #expect(abs(seen - counted) < 0.03 + 0.1 * counted, "\(seen) of \(counted) s")
                #expect(watch.samples.map(\.cpuSeconds) == watch.samples.map(\.cpuSeconds).sorted())
                #expect(try #require(watch.peakMemory) > 100_000)
            }
        }
    }
#endif
