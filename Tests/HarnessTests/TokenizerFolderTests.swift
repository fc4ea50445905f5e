import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct TokenizerFolderTests {
    @Test func `the folder holds what the Python tools load`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "deep/tokenizer").path
            try TokenizerFolder.write(to: path)
            let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            #expect(names == ["chat_template.jinja", "config.json", "tokenizer.json", "tokenizer_config.json"])
            for name in names where name.hasSuffix(".json") {
                let data = try Data(contentsOf: URL(filePath: path).appending(path: name))
                #expect(throws: Never.self) { try JSONDecoder().decode(JSONValue.self, from: data) }
            }
        }
    }

    @Test func `a folder that cannot be made is named`() async {
        let error = await HarnessSamples.failure { try TokenizerFolder.write(to: "/proc/nowhere/tokenizer") }
        guard case .cannotWrite("/proc/nowhere/tokenizer", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
