import BenchModel
import ToolAdapters

/// Finds each tool, or installs it into the user's cache.
struct ToolPreparation: Sendable {
    let options: RunOptions
    let onEvent: @Sendable (RunEvent) -> Void

    func prepare(_ choices: [ToolChoice]) async throws -> [ToolSetup] {
        var setups: [ToolSetup] = []
        let installer = Installer(cache: ToolCache(folder: options.cacheFolder), environment: options.environment)
        for choice in choices {
            guard let adapter = Tools.adapter(for: choice.tool) else {
                throw HarnessError.unknownTool(name: choice.tool.rawValue, known: Tools.all.map(\.id.rawValue))
            }
            guard adapter.distribution != nil else {
                setups.append(ToolSetup(adapter: adapter, choice: choice, version: nil, command: []))
                continue
            }
            do throws(InstallError) {
                let found = try await installer.find(
                    adapter,
                    choice: choice,
                    searchPath: options.environment["PATH"] ?? ""
                )
                if let found {
                    setups.append(
                        ToolSetup(adapter: adapter, choice: choice, version: found.version, command: found.command)
                    )
                    continue
                }
                guard let version = choice.version ?? adapter.defaultVersion else { continue }
                let installed = try await installer.install(adapter, version: version) { [onEvent] in onEvent(.step($0))
                }
                setups.append(
                    ToolSetup(adapter: adapter, choice: choice, version: installed.version, command: installed.command)
                )
            } catch {
                try Task.checkCancellation()
                throw HarnessError.toolMissing(
                    choice.id,
                    version: choice.version ?? adapter.defaultVersion,
                    reason: "\(error)"
                )
            }
        }
        return setups
    }
}
