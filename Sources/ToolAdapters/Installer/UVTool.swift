import BenchModel
import Foundation

/// The package installer uv: found, or installed into the cache, and the few things that are asked of it.
struct UVTool: Sendable {
    let path: String
    let version: String
    let settings: UVEnvironment

    /// - Parameter python: Installs uv where there is none.
    static func prepare(
        cache: ToolCache,
        environment: [String: String],
        python: PythonInterpreter,
        onProgress: @Sendable (String) -> Void
    ) async throws(InstallError) -> UVTool {
        let settings = UVEnvironment(environment)
        let own = cache.uv + "/bin/uv"
        for path in ExecutablePath.all(named: "uv", searchPath: environment["PATH"] ?? "") + [own] {
            if let uv = try await tool(path, settings) { return uv }
        }
        return try await FileLock.hold(
            cache.uv + ".lock",
            onWait: { onProgress("waiting for another installation of uv") }
        ) {
            () async throws(InstallError) -> UVTool in
            if let uv = try await tool(own, settings) { return uv }
            onProgress("installing uv into \(cache.uv)")
            try await install(into: cache, settings: settings, python: python)
            guard let uv = try await tool(own, settings) else { throw .executableMissing(own) }
            return uv
        }
    }

    /// The day on which a release was published, as `2025-10-02`. Nil when the index or this uv does not tell.
    func releaseDay(of name: String, _ version: ToolVersion, python: String, cache: ToolCache)
        async throws(InstallError)
        -> String?
    {
        let list = cache.logs + "/\(name)-\(version).in"
        guard (try? Data("\(name)==\(version)\n".utf8).write(to: URL(filePath: list))) != nil else { return nil }
        defer { try? FileManager.default.removeItem(atPath: list) }
        let argv =
            [path, "pip", "compile", "--format", "pylock.toml", "--no-deps", "--no-header", "--python", python]
            + [list]
        do {
            let answer = try await CapturedCommand.run(argv, environment: settings.variables, timeout: .seconds(120))
            return answer.output.matches(of: /upload-time = "?(?<day>\d{4}-\d\d-\d\d)/).map { String($0.day) }.min()
        } catch .cancelled {
            throw .cancelled
        } catch {
            return nil
        }
    }

    /// Everything that an environment holds, as `name==version`. Empty when uv does not tell.
    func packages(python: String) async throws(InstallError) -> [String] {
        do {
            let answer = try await CapturedCommand.run(
                [path, "pip", "freeze", "--python", python],
                environment: settings.variables,
                timeout: .seconds(120)
            )
            return answer.output.split(separator: "\n").map(String.init)
        } catch .cancelled {
            throw .cancelled
        } catch {
            return []
        }
    }

    /// Nil when there is none at the path that answers; version managers put stand-ins there.
    private static func tool(_ path: String, _ settings: UVEnvironment) async throws(InstallError) -> UVTool? {
        do {
            let answer = try await CapturedCommand.run(
                [path, "--version"],
                environment: settings.variables,
                timeout: .seconds(30)
            )
            let words = answer.output.split(whereSeparator: \.isWhitespace)
            guard answer.hasSucceeded, words.count >= 2, words[0] == "uv" else { return nil }
            return UVTool(path: path, version: String(words[1]), settings: settings)
        } catch .cancelled {
            throw .cancelled
        } catch {
            return nil
        }
    }

    /// Into an environment of its own, because many systems let pip install nowhere else; without the means to make
    /// one, into a plain folder, which they allow as well.
    private static func install(
        into cache: ToolCache,
        settings: UVEnvironment,
        python: PythonInterpreter
    ) async throws(InstallError) {
        func step(_ name: String, _ argv: [String]) async throws(InstallError) {
            try await InstallStep(
                name: "installing uv",
                log: "\(cache.logs)/uv-\(name).log",
                argv: argv,
                environment: settings.variables,
                secrets: settings.secrets,
                folder: cache.folder
            ).run()
        }
        try? FileManager.default.removeItem(atPath: cache.uv)
        do throws(InstallError) {
            try await step("environment", [python.path, "-m", "venv", cache.uv])
            try await step("package", [cache.uv + "/bin/python", "-m", "pip", "install", "uv"])
            return
        } catch .cancelled {
            throw .cancelled
        } catch {
            try? FileManager.default.removeItem(atPath: cache.uv)
        }
        do throws(InstallError) {
            try await step("folder", [python.path, "-m", "pip", "install", "--target", cache.uv, "uv"])
        } catch .step(_, _, let lastLines, let log) {
            throw .uv(python: python.path, lastLines: lastLines, log: log)
        }
    }
}
