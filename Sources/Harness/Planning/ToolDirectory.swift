package import BenchModel
package import ToolAdapters

/// Which tools are at hand on this machine.
package struct ToolDirectory: Sendable {
    private let installer: Installer
    private let searchPath: String

    package init(_ options: RunOptions) {
        self.init(cacheFolder: options.cacheFolder, environment: options.environment)
    }

    package init(cacheFolder: String, environment: [String: String]) {
        installer = Installer(cache: ToolCache(folder: cacheFolder), environment: environment)
        searchPath = environment["PATH"] ?? ""
    }

    /// Those of the choices that would be used as they are, without installing.
    package func found(_ choices: [ToolChoice]) async -> [ToolID: InstalledTool] {
        var found: [ToolID: InstalledTool] = [:]
        for choice in choices {
            guard let adapter = Tools.adapter(for: choice.tool), adapter.distribution != nil else { continue }
            found[choice.id] = try? await installer.find(adapter, choice: choice, searchPath: searchPath)
        }
        return found
    }

    /// Everything that is installed: whole ones in the cache, and what PATH gives.
    package func all() async -> [InstalledTool] {
        var tools = installer.installed()
        for adapter in Tools.all where adapter.distribution != nil {
            let choice = ToolChoice(adapter.id.rawValue)
            if let tool = try? await installer.find(adapter, choice: choice, searchPath: searchPath),
                !tools.contains(tool)
            {
                tools.append(tool)
            }
        }
        return tools
    }

    /// Starts a tool once. Nil when the tool is not one that Concord knows.
    package func check(_ tool: InstalledTool) async throws -> ToolCheck? {
        guard let adapter = Tools.adapter(for: tool.id) else { return nil }
        return try await installer.check(tool, of: adapter)
    }

    /// - Parameter name: `vllm` or `vllm@0.32.0`.
    package func install(_ name: String, onProgress: @escaping @Sendable (String) -> Void) async throws -> InstalledTool
    {
        let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
        let known = Tools.all.filter { $0.distribution != nil }
        guard let first = parts.first, let adapter = known.first(where: { $0.id.rawValue == first }) else {
            throw HarnessError.unknownTool(name: name, known: known.map(\.id.rawValue))
        }
        let version: ToolVersion?
        if parts.count == 2 {
            guard let parsed = ToolVersion(parts[1]) else {
                throw HarnessError.usage("'\(parts[1])' is no version; write \(first)@1.2.3")
            }
            version = parsed
        } else {
            version = adapter.defaultVersion
        }
        guard let version else { throw HarnessError.usage("name a version: \(first)@1.2.3") }
        do throws(InstallError) {
            return try await installer.install(adapter, version: version, onProgress: onProgress)
        } catch {
            try Task.checkCancellation()
            throw HarnessError.toolMissing(adapter.id, version: version, reason: "\(error)")
        }
    }
}
