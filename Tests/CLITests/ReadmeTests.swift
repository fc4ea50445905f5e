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
        let blocks = try Self.blocks().filter { $0.marker == "<!-- test: side by side -->" }
        #expect(blocks.count == 2)
        for block in blocks {
            let commands = block.commands.map { $0.split(separator: " ").dropFirst().map(String.init) }
            try await Fixtures.withTemporaryFolder { folder in
                try await Self.serve(commands.dropLast(), in: folder) {
                    let load = try await ConcordProcess.run(try #require(commands.last), in: folder)
                    // A test build on a busy machine may find itself late, and then says so.
                    let isLate = load.status == 3 && load.stdout.contains("Client: the bottleneck")
                    #expect(load.status == 0 || isLate, "\(load.stdout)\n\(load.stderr)")
                    #expect(load.stdout.contains("TTFT"))
                    #expect(load.stdout.contains("Goodput: ") == block.commands.contains { $0.contains("--slo") })
                }
                guard commands.joined().contains("--log") else { return }
                let log = try String(contentsOf: folder.appending(path: "requests.jsonl"), encoding: .utf8)
                #expect(log.split(separator: "\n").count { $0.contains("chat/completions") } == 100)
            }
        }
    }

    /// Runs servers, each before the next, as long as the body runs.
    private static func serve(
        _ commands: ArraySlice<[String]>,
        in folder: URL,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard let command = commands.first else { return try await body() }
        let place = try #require(command.firstIndex(of: "--port"))
        let url = "http://127.0.0.1:\(command[place + 1])/health"
        let server = try await ConcordProcess.run(command, in: folder) {
            for _ in 0..<300 {
                if (try? await HTTPClient.request("GET", url: url))?.status == 200 { break }
                try await Task.sleep(for: .milliseconds(100))
            }
            try await serve(commands.dropFirst(), in: folder, body)
        }
        #expect(server.status == 0, "\(server.stderr)")
    }

    @Test func `the pipeline reads its commands from the README`() throws {
        let script = try String(contentsOf: Fixtures.root.appending(path: ".ci/run"), encoding: .utf8)
        for block in try Self.blocks() where block.marker.hasPrefix("<!-- ci: ") {
            let name = block.marker.dropFirst("<!-- ci: ".count).prefix { $0 != " " }
            #expect(script.contains("readme_command \(name)"))
        }
    }
}
