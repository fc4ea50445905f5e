import BenchModel
import Testing
import ToolAdapters

@Suite struct VLLMMappingTests {
    @Test(arguments: ["0.9.2", "0.11.0", "0.32.0"] as [ToolVersion])
    func `every field of the workload has a row`(version: ToolVersion) {
        let keys = VLLMBench().mapping(for: version).map(\.key)
        #expect(Set(keys).count == keys.count)
        for field in Mirror(reflecting: Workload()).children.compactMap(\.label) {
            #expect(keys.contains("workload." + snakeCase(field)), "\(field)")
        }
    }

    @Test func `rows follow the version`() {
        func flag(_ key: String, _ version: ToolVersion) -> String? {
            VLLMBench().mapping(for: version).first { $0.key == key }?.flag
        }
        #expect(flag("workload.seed", "0.11.0") == "not expressible")
        #expect(flag("workload.seed", "0.11.1") == #"--extra-body {"seed"}"#)
        #expect(flag("api", "0.10.2") == "--endpoint-type and --endpoint")
        #expect(flag("api", "0.11.0") == "--backend and --endpoint")
        #expect(flag("workload.headers", "0.10.2") == "not expressible")
    }

    /// The recipe key of a property: `ignoreEOS` → `ignore_eos`; `apiKeyVariable` is spelt `api_key_env`.
    private func snakeCase(_ name: String) -> String {
        if name == "apiKeyVariable" { return "api_key_env" }
        var text = ""
        var previousIsLower = false
        for character in name {
            if character.isUppercase, previousIsLower { text += "_" }
            text += character.lowercased()
            previousIsLower = character.isLowercase
        }
        return text
    }
}
