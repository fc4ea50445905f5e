import ArgumentParser
import BenchModel

/// `vllm=0.11.0` as a user writes it.
enum ToolVersionArgument {
    static func parse(_ texts: [String]) throws -> [ToolID: ToolVersion] {
        var versions: [ToolID: ToolVersion] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let version = ToolVersion(parts[1]) else {
                throw ValidationError("--tool-version \(text): expected TOOL=VERSION, such as vllm=0.11.0")
            }
            versions[ToolID(String(parts[0]))] = version
        }
        return versions
    }
}
