import Foundation

/// What the operating system tells about processes: read where Linux has `/proc`, asked with `kill` elsewhere.
package enum ProcessTable {
    /// Whether a process group has a member that still runs. Zombies do not run.
    static func isAlive(group: Int32) -> Bool {
        guard kill(-group, 0) == 0 else { return false }
        #if os(Linux)
            // An unreaped leader answers `kill` too, so the states have to be looked at.
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return true }
            return names.contains { name in
                guard let process = Int32(name), let entry = entry(of: process) else { return false }
                return entry.group == group && entry.state != "Z" && entry.state != "X"
            }
        #else
            return true
        #endif
    }

    /// Whether a child has ended; it need not have been reaped.
    static func hasEnded(child: Int32) -> Bool {
        var information = siginfo_t()
        while waitid(P_PID, id_t(child), &information, WEXITED | WNOHANG | WNOWAIT) != 0 {
            guard errno == EINTR else { return true }
        }
        return information.si_signo != 0
    }

    /// CPU time of a process, and of those children that it has waited for, in seconds. Works until it is reaped.
    /// Nil where the system does not tell.
    /// Source: fields 14 to 17 of proc_pid_stat(5).
    static func cpuSeconds(of process: Int32) -> Double? {
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        guard ticks > 0, let entry = entry(of: process) else { return nil }
        return Double(entry.cpuTicks) / ticks
    }

    /// The system's monotonic clock, which Python's `perf_counter` reads on Linux.
    static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// When a process was started, as nothing else of this start of the system was under the same number. Nil where the
    /// system does not tell, and when there is no such process or it has ended.
    /// Source: field 22 of proc_pid_stat(5).
    package static func startMark(of process: Int32) -> String? {
        guard let entry = entry(of: process), entry.state != "Z", entry.state != "X",
            let boot = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id")
        else { return nil }
        let start = String(decoding: boot, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return "\(start)/\(entry.startTicks)"
    }

    private struct Entry {
        let state: Substring
        let group: Int32
        let cpuTicks: Int
        /// Since the system was started.
        let startTicks: Substring
    }

    private static func entry(of process: Int32) -> Entry? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        // The second field is a name in parentheses that may hold anything, spaces and parentheses included.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let group = Int32(fields[2]) else { return nil }
        return Entry(
            state: fields[0],
            group: group,
            cpuTicks: fields[11...14].compactMap { Int($0) }.reduce(0, +),
            startTicks: fields[19]
        )
    }
}
