import BenchModel
import Foundation

extension Installer {
    /// Looks a tool over: are its parts there, and does it start? Starting can take half a minute.
    package func check(_ tool: InstalledTool, of adapter: any ToolAdapter) async throws(InstallError) -> ToolCheck {
        let executable = tool.command.first ?? ""
        do {
            _ = try ExecutablePath.find(executable, searchPath: "")
        } catch {
            return ToolCheck(tool: tool, starts: false, version: nil, problems: [.executable(error)])
        }
        if let interpreter = PythonScript(path: executable).interpreter, !ExecutablePath.isExecutable(interpreter) {
            return ToolCheck(tool: tool, starts: false, version: nil, problems: [.interpreterMissing(interpreter)])
        }
        var problems: [ToolCheck.Problem] = []
        var version: ToolVersion?
        if let distribution = adapter.distribution {
            version = try await self.version(of: executable, distribution)
            if let version, version != tool.version { problems.append(.otherVersion(version)) }
            let metadata = DistributionMetadata.find(distribution.name, executable: executable)
            let missing = metadata?.missing(for: distribution.extras) ?? []
            if !missing.isEmpty { problems.append(.packagesMissing(missing)) }
        }
        let failure = try await startFailure(of: tool)
        return ToolCheck(
            tool: tool,
            starts: failure == nil,
            version: version,
            problems: problems + [failure].compactMap(\.self)
        )
    }

    private func startFailure(of tool: InstalledTool) async throws(InstallError) -> ToolCheck.Problem? {
        do {
            let answer = try await CapturedCommand.run(
                tool.command + ["--help"],
                environment: environment.mapValues { $0 },
                timeout: .seconds(180)
            )
            guard !answer.hasSucceeded else { return nil }
            let lines = (answer.output + "\n" + answer.errors).split(separator: "\n").suffix(5).map(String.init)
            return .doesNotStart(answer.exit, lastLines: lines)
        } catch .cancelled {
            throw .cancelled
        } catch {
            return .executable(error)
        }
    }
}
