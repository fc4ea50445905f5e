package import Foundation

/// The built program, run as a user would run it.
package struct ConcordProcess: Sendable {
    package let status: Int32
    package let stdout: String
    package let stderr: String

    /// stdout with every run of white space as one space, so that a sentence is found wherever its lines break.
    package var sentences: String { stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    package static var executable: URL { executable(named: "concord") }

    /// The programs lie beside the test bundle.
    private static func executable(named name: String) -> URL {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return Fixtures.root.appending(path: ".build/debug/\(name)")
    }

    /// Runs in a folder that is not the test's own, with scratch files elsewhere.
    package static func run(_ arguments: [String], from workingFolder: URL) async throws -> ConcordProcess {
        try await Fixtures.withTemporaryFolder { try await run(arguments, in: $0, workingFolder: workingFolder) }
    }

    /// - Parameters:
    ///   - program: Another product of the package, instead of `concord`.
    ///   - executable: Any other program, by its path.
    ///   - workingFolder: Nil: `folder`.
    ///   - meanwhile: Runs beside the program, which gets `signal` when it has ended. Nil: the program ends by itself.
    ///   - limit: Seconds after which it is killed; the status is then that of SIGKILL.
    package static func run(
        _ arguments: [String],
        program: String = "concord",
        executable: URL? = nil,
        in folder: URL,
        workingFolder: URL? = nil,
        environment: [String: String] = [:],
        meanwhile: (@Sendable () async throws -> Void)? = nil,
        signal: Int32 = SIGINT,
        limit: Double = 120
    ) async throws -> ConcordProcess {
        let process = Process()
        process.executableURL = executable ?? Self.executable(named: program)
        process.arguments = arguments
        process.currentDirectoryURL = workingFolder ?? folder
        var surroundings = ProcessInfo.processInfo.environment
        surroundings["CONCORD_CACHE"] = folder.appending(path: "cache").path
        surroundings["XDG_DATA_HOME"] = folder.appending(path: "data").path
        surroundings.merge(environment) { $1 }
        process.environment = surroundings
        let out = folder.appending(path: "stdout-\(UUID().uuidString)")
        let err = folder.appending(path: "stderr-\(UUID().uuidString)")
        for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let start = ContinuousClock.now
        if let meanwhile {
            defer { kill(process.processIdentifier, signal) }
            try await meanwhile()
        }
        while process.isRunning {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            if seconds > limit { kill(process.processIdentifier, SIGKILL) }
            try await Task.sleep(for: .milliseconds(20))
        }
        return ConcordProcess(
            status: process.terminationStatus,
            stdout: try String(contentsOf: out, encoding: .utf8),
            stderr: try String(contentsOf: err, encoding: .utf8)
        )
    }
}
