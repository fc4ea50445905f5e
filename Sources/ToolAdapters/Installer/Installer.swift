package import BenchModel
import Foundation

/// Finds the external tools on this machine and installs them, each version into a virtual environment of its own.
package struct Installer: Sendable {
    package let cache: ToolCache
    let environment: [String: String]

    /// - Parameter environment: Concord's own. `PATH` is where Python and uv are looked for, and what pip and uv are
    ///   told through variables holds here too.
    package init(cache: ToolCache, environment: [String: String]) {
        self.cache = cache
        self.environment = environment
    }

    /// Installs a version unless it is there already. An installation that was interrupted is made anew, and one that
    /// goes on elsewhere is waited for.
    /// - Parameter onProgress: Gets one line for each thing that begins or is done.
    package func install(
        _ adapter: any ToolAdapter,
        version: ToolVersion,
        onProgress: @escaping @Sendable (String) -> Void
    ) async throws(InstallError) -> InstalledTool {
        guard let distribution = adapter.distribution else { throw .builtIn(adapter.id) }
        let folder = cache.folder(of: adapter.id, version)
        try makeFolder("\(cache.tools)/\(adapter.id)")
        try makeFolder(cache.logs)
        let onWait = { onProgress("waiting for another installation of \(adapter.id) \(version)") }
        return try await FileLock.hold(folder + ".lock", onWait: onWait) { () async throws(InstallError) in
            if let marker = InstallMarker.read(in: folder) {
                onProgress("\(adapter.id) \(version) is installed in \(folder)")
                return marker.tool
            }
            try removeBroken(folder, onProgress: onProgress)
            try checkSpace(for: distribution)
            let named = "\(distribution.name) \(version)"
            onProgress("installing \(named) into \(folder) (\(distribution.size))")
            let build = try await InstallBuild(
                id: adapter.id,
                version: version,
                distribution: distribution,
                installer: self,
                onProgress: onProgress
            )
            let tool = try await build.run()
            onProgress("installed \(named)")
            return tool
        }
    }

    /// The whole installations in the cache, by id and version.
    package func installed() -> [InstalledTool] {
        let manager = FileManager.default
        let ids = (try? manager.contentsOfDirectory(atPath: cache.tools)) ?? []
        let tools = ids.flatMap { id in
            ((try? manager.contentsOfDirectory(atPath: "\(cache.tools)/\(id)")) ?? []).compactMap { version in
                InstallMarker.read(in: "\(cache.tools)/\(id)/\(version)")?.tool
            }
        }
        return tools.sorted { ($0.id.rawValue, $0.version) < ($1.id.rawValue, $1.version) }
    }

    private func makeFolder(_ path: String) throws(InstallError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .cache(path: path, reason: error.localizedDescription)
        }
    }

    private func removeBroken(_ folder: String, onProgress: (String) -> Void) throws(InstallError) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        onProgress("\(folder) is no whole installation; it is made anew")
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw .cache(path: folder, reason: error.localizedDescription)
        }
    }

    private func checkSpace(for distribution: PythonDistribution) throws(InstallError) {
        guard let needed = DiskSpace.bytes(inWords: distribution.size),
            let free = DiskSpace.free(at: cache.folder), free < needed
        else { return }
        throw .diskSpace(folder: cache.folder, needed: needed, free: free)
    }
}
