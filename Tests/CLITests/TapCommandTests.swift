import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

struct TapCommandTests {
    @Test func `what passes is recorded until it is stopped, and told at the end`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            options.ttft = .milliseconds(5)
            options.itl = .milliseconds(1)
            try await Simulator.run(options) { simulator in
                let port = 20000 + Int.random(in: 0..<10000)
                let url = "http://127.0.0.1:\(port)"
                let arguments = [
                    "tap", "--upstream", simulator.baseURL, "--port", "\(port)", "--out", "wire.sqlite", "--format",
                    "json",
                ]
                let tap = try await ConcordProcess.run(arguments, in: folder) {
                    for _ in 0..<300 {
                        if (try? await HTTPClient.request("GET", url: url + "/health"))?.status == 200 { break }
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    let load = ["load", url, "--requests", "4", "--input-tokens", "20", "--output-tokens", "4"]
                    let result = try await ConcordProcess.run(load, in: folder)
                    #expect(result.status == 0, "\(result.stderr)")
                }
                #expect(tap.status == 0, "\(tap.stderr)")
                let summaries = try JSONDecoder().decode(JSONValue.self, from: Data(tap.stdout.utf8))
                let summary = try #require(summaries.array?.first)
                #expect(summary["metrics"]?["requests.completed"]?["value"]?.int == 4)
                let ttft = try #require(summary["metrics"]?["ttft.mean"]?["value"]?.double)
                #expect(ttft >= 0.005 && ttft < 0.5)
                let file = try Data(contentsOf: folder.appending(path: "wire.sqlite"))
                #expect(file.range(of: Data("/v1/chat/completions".utf8)) != nil)
            }
        }
    }

    @Test(arguments: [
        (["--upstream", "ftp://a"], "the scheme"),
        (["--upstream", "http://127.0.0.1:1", "--port", "99999"], "'99999' is invalid for '--port"),
        (["--upstream", "https://a", "--insecure", "--ca-file", "x"], "exclude each other"),
    ])
    func `a tap that cannot be ends with 64 and says why`(arguments: [String], words: String) async throws {
        let result = try await ConcordProcess.run(["tap"] + arguments, from: Fixtures.root)
        #expect(result.status == 64, "\(result.stderr)")
        #expect(result.stderr.contains(words), "\(result.stderr)")
    }
}
