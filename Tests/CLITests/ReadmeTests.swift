import Foundation
import TestSupport
import Testing

/// Every command of the README is run: here, or by `.ci/run` where it needs the real tools.
struct ReadmeTests {
    private struct Block {
        let marker: String
        let commands: [String]
    }

    private static func blocks() throws -> [Block] {
        let text = try String(contentsOf: Fixtures.root.appending(path: "README.md"), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        return lines.indices.filter { lines[$0] == "```sh" }.map { start in
            let body = lines[(start + 1)...].prefix { $0 != "```" }
            return Block(marker: start > 0 ? lines[start - 1] : "", commands: Array(body))
        }
    }

    @Test func `every block of commands says who runs it`() throws {
        let blocks = try Self.blocks()
        #expect(blocks.count >= 6)
        for block in blocks {
            #expect(block.marker.hasPrefix("<!-- ci: ") || block.marker.hasPrefix("<!-- test: "), "\(block.commands)")
        }
    }

    @Test func `each command ends with the status that the README gives`() async throws {
        for block in try Self.blocks() where block.marker.hasPrefix("<!-- test: ") {
            let expected = Int32(block.marker.dropFirst("<!-- test: ".count).prefix { $0.isNumber })
            for command in block.commands {
                let words = command.split(separator: " ").map(String.init)
                #expect(words.first == "concord")
                let result = try await ConcordProcess.run(Array(words.dropFirst()), from: Fixtures.root)
                #expect(result.status == expected, "\(command)\n\(result.stderr)")
            }
        }
    }

    @Test func `the pipeline reads its commands from the README`() throws {
        let script = try String(contentsOf: Fixtures.root.appending(path: ".ci/run"), encoding: .utf8)
        for block in try Self.blocks() where block.marker.hasPrefix("<!-- ci: ") {
            let name = block.marker.dropFirst("<!-- ci: ".count).prefix { $0 != " " }
            #expect(script.contains("readme_command \(name)"))
        }
    }
}
