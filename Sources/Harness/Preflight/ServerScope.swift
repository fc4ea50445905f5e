import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// Gives a server for the length of a scope: the one that runs already, the simulator, or one that is launched.
enum ServerScope {
    /// - Parameter secrets: Texts that a launched server's logs must not hold, beside those of its own command.
    static func with<Result: Sendable>(
        _ recipe: Recipe,
        folder: ResultFolder,
        secrets: [String] = [],
        onEvent: @escaping @Sendable (RunEvent) -> Void,
        _ body: @escaping @Sendable (ServedURL) async throws -> Result
    ) async throws -> Result {
        switch recipe.server {
        case .url(let url):
            return try await body(ServedURL(base: BaseURL.trimmed(url)))
        case .simulate(let simulation):
            try folder.makeFolder(folder.file("server"))
            var options = SimulatorOptions()
            options.port = simulation.port
            options.model = recipe.model.requestName
            options.ttft = simulation.ttft
            options.itl = simulation.itl
            options.jitter = simulation.jitter
            options.engine = simulation.engine
            options.layout = simulation.layout
            options.faults = simulation.faults
            options.logPath = folder.file("server/simulator.jsonl")
            return try await Simulator.run(options) { try await body(ServedURL(base: $0.baseURL, simulator: $0)) }
        case .launch(let launch):
            return try await self.launch(launch, folder: folder, secrets: secrets, onEvent: onEvent, body)
        }
    }

    private static func launch<Result: Sendable>(
        _ launch: ServerLaunch,
        folder: ResultFolder,
        secrets: [String],
        onEvent: @escaping @Sendable (RunEvent) -> Void,
        _ body: @escaping @Sendable (ServedURL) async throws -> Result
    ) async throws -> Result {
        let url = BaseURL.trimmed(launch.url)
        let ready = launch.ready ?? url + "/v1/models"
        if await isReady(ready) {
            throw HarnessError.usage(
                "something answers at \(ready) already. End it, or use `server.url` to measure it as it is."
            )
        }
        try folder.makeFolder(folder.file("server"))
        var command = ChildCommand(
            argv: launch.argv,
            stdoutPath: folder.file("server/stdout.log"),
            stderrPath: folder.file("server/stderr.log")
        )
        command.environment = launch.environment.mapValues { $0 }
        command.secrets = launch.secrets.flatMap(JobSecrets.forms) + secrets
        command.grace = launch.teardown
        onEvent(.step("launching the server: \(launch.shownArgv.joined(separator: " "))"))
        do {
            return try await Launcher.withProcess(command) { process in
                try await waitUntilReady(ready, launch: launch, folder: folder, onEvent: onEvent)
                return try await body(ServedURL(base: url, process: LaunchedProcess(id: process)))
            }
        } catch let error as LaunchError {
            if case .endedEarly(_, let lines) = error {
                throw HarnessError.serverDied(argv: launch.shownArgv, lastLines: lines, log: folder.file("server"))
            }
            if case .cancelled = error { throw CancellationError() }
            throw HarnessError(error) ?? .serverNotStarted(argv: launch.shownArgv, reason: "\(error)")
        }
    }

    private static func waitUntilReady(
        _ ready: String,
        launch: ServerLaunch,
        folder: ResultFolder,
        onEvent: @escaping @Sendable (RunEvent) -> Void
    ) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        var announced = start
        while !(await isReady(ready)) {
            try Task.checkCancellation()
            let waited = clock.now - start
            guard waited < launch.timeout else {
                throw HarnessError.serverNotReady(
                    argv: launch.shownArgv,
                    seconds: waited / .seconds(1),
                    lastLines: lastLines(folder.file("server/stderr.log")),
                    log: folder.file("server")
                )
            }
            if clock.now - announced >= .seconds(5) {
                announced = clock.now
                onEvent(.step("waiting for the server (\(Int(waited / .seconds(1))) s)"))
            }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    private static func isReady(_ url: String) async -> Bool {
        guard let reply = try? await HTTPClient.request("GET", url: url, timeout: .seconds(2)) else { return false }
        return (200..<300).contains(reply.status)
    }

    private static func lastLines(_ path: String) -> [String] {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").suffix(10).map(String.init)
    }
}
