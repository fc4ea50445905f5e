import BenchModel
import Foundation

/// The making of one installation, from an empty place to its marker. Virtual environments cannot be moved, so it is
/// made where it stays.
struct InstallBuild: Sendable {
    private static let phases = ["Resolved", "Downloading", "Building", "Built", "Prepared", "Installed"]

    let id: ToolID
    let version: ToolVersion
    let distribution: PythonDistribution
    let cache: ToolCache
    let folder: String
    let python: PythonInterpreter
    let uv: UVTool
    private let isLimitGiven: Bool
    private let onProgress: @Sendable (String) -> Void

    init(
        id: ToolID,
        version: ToolVersion,
        distribution: PythonDistribution,
        installer: Installer,
        onProgress: @escaping @Sendable (String) -> Void
    ) async throws(InstallError) {
        self.id = id
        self.version = version
        self.distribution = distribution
        self.onProgress = onProgress
        cache = installer.cache
        folder = cache.folder(of: id, version)
        let environment = installer.environment
        isLimitGiven = !(environment["UV_EXCLUDE_NEWER"] ?? "").isEmpty
        python = try await PythonInterpreter.find(environment: environment)
        uv = try await UVTool.prepare(
            cache: cache,
            environment: environment,
            python: python,
            onProgress: onProgress
        )
    }

    func run() async throws(InstallError) -> InstalledTool {
        let interpreter = folder + "/bin/python"
        let day = try await limit()
        try await step(
            "making the virtual environment",
            log: "environment",
            [uv.path, "venv", "--no-python-downloads", "--python", python.path, folder]
        )
        let usedDay = try await installPackages(interpreter, until: day)
        let executable = "\(folder)/bin/\(distribution.executable)"
        guard ExecutablePath.isExecutable(executable) else { throw .executableMissing(executable) }
        onProgress("starting \(distribution.name) \(version) once")
        try await step("starting it once", log: "start", [executable] + distribution.subcommand + ["--help"])
        let marker = InstallMarker(
            id: id,
            version: version,
            command: [executable] + distribution.subcommand,
            date: Date.now.formatted(.iso8601),
            python: "\(python.version) (\(python.path))",
            uv: uv.version,
            excludeNewer: usedDay,
            packages: try await uv.packages(python: interpreter),
            bytes: DiskSpace.used(by: folder)
        )
        guard !Task.isCancelled else { throw .cancelled }
        do {
            try marker.write(in: folder)
        } catch {
            throw .cache(path: folder, reason: error.localizedDescription)
        }
        return marker.tool
    }

    /// The day up to which packages are taken: the one after the release. Nil when that day is unknown or the user gave
    /// a limit.
    private func limit() async throws(InstallError) -> String? {
        guard !isLimitGiven else { return nil }
        var released = distribution.releaseDays[version.description]
        if released == nil {
            released = try await uv.releaseDay(of: distribution.name, version, python: python.path, cache: cache)
        }
        guard let day = released.flatMap({ try? Date($0, strategy: Self.dayFormat) }) else {
            onProgress("the release day of \(distribution.name) \(version) is not known; its dependencies are today's")
            return nil
        }
        let limit = day.addingTimeInterval(86_400).formatted(Self.dayFormat)
        onProgress("dependencies as of \(limit), the day after the release")
        return limit
    }

    /// - Returns: The limit that was kept.
    private func installPackages(_ interpreter: String, until day: String?) async throws(InstallError) -> String? {
        let name = "installing the packages"
        do throws(InstallError) {
            try await step(name, log: "packages", packageCommand(interpreter, until: day))
            return day
        } catch .step(let step, let exit, let lastLines, let log) {
            // Mirrors do not always tell when a package was published; uv then takes it for too new.
            let said = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
            guard day != nil, said.contains("missing an upload date") else {
                throw .step(step, exit, lastLines: lastLines, log: log)
            }
            onProgress("the package index does not tell when packages were published; dependencies are today's")
            try await self.step(name, log: "packages", packageCommand(interpreter, until: nil))
            return nil
        }
    }

    private func packageCommand(_ interpreter: String, until day: String?) -> [String] {
        let extras = distribution.extras.isEmpty ? "" : "[\(distribution.extras.joined(separator: ","))]"
        return [uv.path, "pip", "install", "--python", interpreter]
            + (day.map { ["--exclude-newer", $0] } ?? [])
            + ["\(distribution.name)\(extras)==\(version)"] + distribution.constraints(version)
    }

    private func step(_ name: String, log: String, _ argv: [String]) async throws(InstallError) {
        let step = InstallStep(
            name: name,
            log: "\(cache.logs)/\(id)-\(version)-\(log).log",
            argv: argv,
            environment: uv.settings.variables,
            secrets: uv.settings.secrets,
            folder: cache.folder
        )
        try await step.run { line in
            let text = line.trimmingCharacters(in: .whitespaces)
            if Self.phases.contains(where: { text.hasPrefix($0 + " ") }) { onProgress(text) }
        }
    }

    private static var dayFormat: Date.ISO8601FormatStyle { .iso8601.year().month().day() }
}
