import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct ServerLogTests {
    private static func line(_ temperature: String) -> String {
        "params: SamplingParams(n=1, temperature=\(temperature)), lora_request: None.\n"
    }

    private static func append(_ text: String, to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    @Test func `only what was written since counts, the last of it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.path + "/log"
            try Self.line("9.0").write(toFile: path, atomically: true, encoding: .utf8)
            let log = try ServerLog(path: path)
            let before = await log.lastSampling()
            #expect(before == nil)
            try Self.append(Self.line("0.5") + Self.line("0.25") + "another line\n", to: path)
            let last = await log.lastSampling()
            #expect(last?["temperature"] == 0.25)
        }
    }

    @Test func `a log that was begun anew is read from its start`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.path + "/log"
            try (Self.line("9.0") + Self.line("9.0")).write(toFile: path, atomically: true, encoding: .utf8)
            let log = try ServerLog(path: path)
            try Self.line("0.75").write(toFile: path, atomically: true, encoding: .utf8)
            let last = await log.lastSampling()
            #expect(last?["temperature"] == 0.75)
        }
    }
}
