import Foundation
import TestSupport
import Testing
import Traffic

struct SimulateCommandTests {
    @Test func `the flags reach the server, which says at the end how punctual it was`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 20000 + Int.random(in: 0..<10000)
            let url = "http://127.0.0.1:\(port)"
            let arguments = [
                "simulate", "--port", "\(port)", "--engine", "slots=2,step=2ms,prefill=1ms,prefix-cache", "--layout",
                "role-early", "--fault", "refuse,at=1", "--log", "log.jsonl",
            ]
            let server = try await ConcordProcess.run(arguments, in: folder) {
                for _ in 0..<300 {
                    if (try? await HTTPClient.request("GET", url: url + "/health"))?.status == 200 { break }
                    try await Task.sleep(for: .milliseconds(100))
                }
                let load = ["load", url, "--requests", "5", "--input-tokens", "20", "--output-tokens", "4"]
                let result = try await ConcordProcess.run(load, in: folder)
                #expect(result.status == 3, "\(result.stderr)")
                let page = try await HTTPClient.request("GET", url: url + "/metrics")
                let text = String(decoding: page.body, as: UTF8.self)
                #expect(text.contains(#"vllm:generation_tokens_total{engine="0",model_name="simulator"} 16.0"#))
            }
            #expect(server.status == 0)
            #expect(server.stderr.contains("parts sent, 99 % within"), "\(server.stderr)")
            let log = try String(contentsOf: folder.appending(path: "log.jsonl"), encoding: .utf8)
            #expect(log.contains(#""fault":"refuse""#))
        }
    }
}
