import BenchModel
import Foundation

/// What the operating system counts of a process. Only Linux tells it of other processes.
enum ProcessClock {
    /// The system's monotonic clock, on which the simulator's log lies.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: nanoseconds(time))
    }

    /// The machine's. Nil where the system does not tell.
    static var ticks: ProcessorTicks? {
        FileManager.default.contents(atPath: ProcessorTicks.path).flatMap {
            ProcessorTicks(String(decoding: $0, as: UTF8.self))
        }
    }

    /// User and system time of all threads, those that have ended included, in seconds, exact to the nanosecond where
    /// `/proc` has ticks of 10 ms. Nil when the process has been reaped.
    static func cpuSeconds(of process: Int32) -> Double? {
        #if os(Linux)
            var clock = clockid_t()
            var time = timespec()
            guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
            return Double(nanoseconds(time)) * 1e-9
        #else
            return nil
        #endif
    }

    /// Largest resident set so far, in bytes. Nil when the process has ended.
    static func peakMemory(of process: Int32) -> Double? {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status") else { return nil }
        return peakMemory(inStatus: String(decoding: status, as: UTF8.self))
    }

    /// Source: `VmHWM` of proc_pid_status(5), in KiB.
    static func peakMemory(inStatus text: String) -> Double? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let words = line?.split(whereSeparator: \.isWhitespace) ?? []
        return words.count > 1 ? Double(words[1]).map { $0 * 1024 } : nil
    }

    /// The process and everything below it. Source: `children` of proc_pid_task(5).
    static func family(of process: Int32) -> [Int32] {
        var family = [process]
        var place = 0
        while place < family.count {
            let tasks = "/proc/\(family[place])/task"
            for thread in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
                let children = FileManager.default.contents(atPath: "\(tasks)/\(thread)/children") ?? Data()
                family += String(decoding: children, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
            }
            place += 1
        }
        return family
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
