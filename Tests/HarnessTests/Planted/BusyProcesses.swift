import Foundation

/// Programs that have nothing to do with a benchmark and use the machine.
final class BusyProcesses {
    private let processes: [Process]

    /// - Parameter share: Of all cores, rounded up to whole ones.
    init(share: Double) throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        processes = try (0..<Int((share * Double(cores)).rounded(.up))).map { _ in
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            // It ends by itself when this process does.
            process.arguments = ["-c", "while kill -0 $PPID; do :; done 2>/dev/null"]
            try process.run()
            return process
        }
    }

    deinit {
        for process in processes {
            // What a process inherits from a thread of this one may block every signal that can be blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }
}
