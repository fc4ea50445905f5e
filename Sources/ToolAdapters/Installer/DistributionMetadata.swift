import BenchModel
import Foundation

/// What an installed Python distribution says of itself, read from its files: starting the tool would take half a minute
/// of imports.
/// Source: the "Recording installed projects" and "Core metadata" specifications of Python packaging.
struct DistributionMetadata: Sendable, Equatable {
    let version: ToolVersion
    /// The folder that holds it and its dependencies.
    let folder: String
    /// Names of the distributions that an extra asks for without further conditions, normalised.
    let extras: [String: [String]]

    /// - Parameters:
    ///   - name: As on the package index.
    ///   - executable: A console script of the distribution, or a Python that has it.
    /// - Returns: Nil when no such distribution is installed where the executable looks for it.
    static func find(_ name: String, executable: String) -> DistributionMetadata? {
        for folder in PythonScript(path: executable).packageFolders {
            let found = (contents(folder)).filter { entry in
                entry.hasSuffix(".dist-info") && entry.split(separator: "-").first.map { normal($0) } == normal(name)
            }
            let all = found.compactMap { DistributionMetadata(folder: folder, entry: $0) }
            if let newest = all.max(by: { $0.version < $1.version }) { return newest }
        }
        return nil
    }

    /// Which distributions the extras ask for and that are not there.
    func missing(for extras: [String]) -> [String] {
        let installed = Set(
            Self.contents(folder).filter { $0.hasSuffix(".dist-info") || $0.hasSuffix(".egg-info") }
                .compactMap { $0.split(separator: "-").first.map { Self.normal($0) } }
        )
        return extras.flatMap { self.extras[$0] ?? [] }.filter { !installed.contains($0) }
    }

    private init?(folder: String, entry: String) {
        let text = FileManager.default.contents(atPath: "\(folder)/\(entry)/METADATA").map {
            String(decoding: $0, as: UTF8.self)
        }
        let header = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
        let inName = entry.dropLast(".dist-info".count).split(separator: "-").dropFirst().first
        let inHeader = header.first { $0.hasPrefix("Version: ") }?.dropFirst("Version: ".count)
        guard let version = (inHeader ?? inName).flatMap({ ToolVersion($0) }) else { return nil }
        self.version = version
        self.folder = folder
        var extras: [String: [String]] = [:]
        let ownName = entry.split(separator: "-").first.map { Self.normal($0) }
        for line in header {
            guard let match = line.wholeMatch(of: Self.requirement) else { continue }
            let name = Self.normal(match.name)
            if name != ownName { extras[String(match.extra), default: []].append(name) }
        }
        self.extras = extras
    }

    private static var requirement: Regex<(Substring, name: Substring, extra: Substring)> {
        /Requires-Dist: (?<name>[A-Za-z0-9._-]+)[^;@]*; *extra *== *["'](?<extra>[^"']+)["'] */
    }

    private static func normal(_ name: some StringProtocol) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }

    private static func contents(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
