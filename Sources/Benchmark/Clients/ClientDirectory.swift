import BenchModel
import Foundation
import ToolAdapters

/// Which clients are at hand on this machine.
struct ClientDirectory: Sendable {
    /// `concord`, as it was built with the benchmark.
    let concord: String
    /// The benchmark's own executable, which holds the floor.
    let benchmark: String
    let environment: [String: String]

    /// The programs that lie beside this one.
    /// - Throws: `RunFailure` when `concord` is not there.
    init(environment: [String: String]) throws {
        let executable = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        benchmark = executable.path
        concord = executable.deletingLastPathComponent().appending(path: "concord").path
        self.environment = environment
        guard FileManager.default.isExecutableFile(atPath: concord) else {
            throw RunFailure("there is no \(concord); build it with 'swift build -c release --product concord'")
        }
    }

    /// - Returns: Nil when the client is not installed.
    func find(_ client: Client, tokenizer: String) async throws -> ClientProgram? {
        func program(_ version: String, _ command: [String]) -> ClientProgram {
            ClientProgram(client: client, version: version, command: command, tokenizer: tokenizer)
        }
        switch client {
        case .floor: return program(Release.version, [benchmark, "floor"])
        case .native, .tapped: return program(Release.version, [concord, "load"])
        case .vllm:
            guard let tool = try await installed(VLLMBench()) else { return nil }
            return program(tool.version.description, tool.command)
        case .evalscope:
            guard let tool = try await installed(EvalscopePerf()) else { return nil }
            return program(tool.version.description, tool.command)
        case .vllmRust:
            guard let tool = try await installed(VLLMBench()), let path = Self.rustClient(beside: tool.command) else {
                return nil
            }
            return program(tool.version.description, [path, "bench", "serve"])
        }
    }

    private func installed(_ adapter: any ToolAdapter) async throws -> InstalledTool? {
        let cache =
            environment["CONCORD_CACHE"].map { ToolCache(folder: $0) } ?? ToolCache.standard(environment: environment)
        let installer = Installer(cache: cache, environment: environment)
        return try await installer.find(
            adapter,
            choice: ToolChoice(adapter.id.rawValue),
            searchPath: environment["PATH"] ?? ""
        )
    }

    /// vLLM's wheel has its client in Rust among the modules: `lib/python3.12/site-packages/vllm/vllm-rs`.
    private static func rustClient(beside command: [String]) -> String? {
        guard let executable = command.first else { return nil }
        let root = URL(filePath: executable).deletingLastPathComponent().deletingLastPathComponent().path
        let library = root + "/lib"
        let pythons = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
        return pythons.sorted().map { "\(library)/\($0)/site-packages/vllm/vllm-rs" }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
    }
}
