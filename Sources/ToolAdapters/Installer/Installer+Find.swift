package import BenchModel
import Foundation

extension Installer {
    /// Looks for a tool: what the recipe says, else on PATH, else in the cache. A version found on PATH counts when it is
    /// the one that is asked for, or when none is.
    /// - Returns: Nil when it has to be installed first, and for tools that are part of Concord.
    package func find(
        _ adapter: any ToolAdapter,
        choice: ToolChoice,
        searchPath: String
    ) async throws(InstallError) -> InstalledTool? {
        guard let distribution = adapter.distribution else { return nil }
        if let command = choice.command {
            return try await given(command, distribution: distribution, choice: choice, searchPath: searchPath)
        }
        for path in ExecutablePath.all(named: distribution.executable, searchPath: searchPath) {
            guard let version = try await version(of: path, distribution) else { continue }
            guard choice.version == nil || choice.version == version else { continue }
            let command = [path] + distribution.subcommand
            return InstalledTool(id: adapter.id, version: version, command: command, origin: .path)
        }
        guard let version = choice.version ?? adapter.defaultVersion else { return nil }
        return InstallMarker.read(in: cache.folder(of: adapter.id, version))?.tool
            ?? installed().first { $0.id == adapter.id && $0.version == version }
    }

    private func given(
        _ command: [String],
        distribution: PythonDistribution,
        choice: ToolChoice,
        searchPath: String
    ) async throws(InstallError) -> InstalledTool {
        let path: String
        do {
            path = try ExecutablePath.find(command.first ?? "", searchPath: searchPath)
        } catch {
            throw .command(choice.id, error)
        }
        guard let version = try await version(of: path, distribution) ?? choice.version else {
            throw .versionUnknown(choice.id, command: command)
        }
        return InstalledTool(
            id: choice.id,
            version: version,
            command: [path] + command.dropFirst(),
            origin: .recipe
        )
    }

    /// From the distribution's own files; only where there are none is the tool started to ask it, which can take long.
    func version(of path: String, _ distribution: PythonDistribution) async throws(InstallError) -> ToolVersion? {
        if let found = DistributionMetadata.find(distribution.name, executable: path) { return found.version }
        guard (path as NSString).lastPathComponent == distribution.executable else { return nil }
        do {
            let answer = try await CapturedCommand.run(
                [path, "--version"],
                environment: environment.mapValues { $0 },
                timeout: .seconds(120)
            )
            guard answer.hasSucceeded else { return nil }
            // The last number that looks like a version: warnings of imports come first.
            let text = answer.output + "\n" + answer.errors
            return text.matches(of: /\b\d+\.\d+[0-9A-Za-z.+]*/).last.flatMap { ToolVersion($0.output) }
        } catch .cancelled {
            throw .cancelled
        } catch {
            return nil
        }
    }
}
