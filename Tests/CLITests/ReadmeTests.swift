import Foundation
import TestSupport
import Testing
import Traffic

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
            guard let expected = Int32(block.marker.dropFirst("<!-- test: ".count).prefix { $0.isNumber }) else {
                #expect(block.marker == "<!-- test: side by side -->")
                continue
            }
            for command in block.commands {
                let words = command.split(separator: " ").map(String.init)
                #expect(words.first == "concord")
                let result = try await ConcordProcess.run(Array(words.dropFirst()), from: Fixtures.root)
                #expect(result.status == expected, "\(command)\n\(result.stderr)")
            }
        }
    }

    @Test func `what runs side by side works together`() async throws {
        let block = try #require(try Self.blocks().first { $0.marker == "<!-- test: side by side -->" })
        let commands = block.commands.map { $0.split(separator: " ").dropFirst().map(String.init) }
        #expect(commands.count == 2)
        let url = try #require(commands[1].first { $0.hasPrefix("http") })
        try await Fixtures.withTemporaryFolder { folder in
            let server = try await ConcordProcess.run(commands[0], in: folder) {
                for _ in 0..<300 {
                    if (try? await HTTPClient.request("GET", url: url + "/health"))?.status == 200 { break }
                    try await Task.sleep(for: .milliseconds(100))
                }
                let load = try await ConcordProcess.run(commands[1], in: folder)
                // A test build on a busy machine may find itself late, and then says so.
                let isLate = load.status == 3 && load.stdout.contains("Client: the bottleneck")
                #expect(load.status == 0 || isLate, "\(load.stdout)\n\(load.stderr)")
                #expect(load.stdout.contains("TTFT") && load.stdout.contains("Goodput: "))
            }
            #expect(server.status == 0, "\(server.stderr)")
            let log = try String(contentsOf: folder.appending(path: "requests.jsonl"), encoding: .utf8)
            #expect(log.split(separator: "\n").count { $0.contains("chat/completions") } == 100)
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
