import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

/// What `load` and `tap` tell of servers of many kinds.
struct ServerAnswerTests {
    private func load(_ model: StubModel, path: String = "", options: [String] = []) async throws -> ConcordProcess {
        try await model.run { server in
            try await Fixtures.withTemporaryFolder { folder in
                let words = [
                    "load", server.url + path, "--requests", "4", "--input-tokens", "6", "--output-tokens", "12",
                ]
                return try await ConcordProcess.run(words + options, in: folder)
            }
        }
    }

    @Test(arguments: ["", "/"], ["", "/", "/v1", "/v1/", "/v1/chat/completions", "/v1/completions"])
    func `an address is understood whatever part of it is given`(prefix: String, path: String) async throws {
        var model = StubModel()
        model.prefix = prefix.isEmpty ? "" : "/proxy"
        let result = try await load(model, path: model.prefix + path)
        #expect(result.status == 0, "\(model.prefix)\(path): \(result.stderr)")
    }

    @Test func `odd answers are told`() async throws {
        var cases: [(model: StubModel, words: String)] = []
        var model = StubModel()
        model.tokens = 40
        cases.append((model, "another length than was asked for: 40.0 tokens on average instead of 12.0"))
        model = StubModel()
        model.givesUsage = false
        cases.append((model, "4 of 4 answers have no 'usage'"))
        model = StubModel()
        model.tokensPerChunk = 4
        cases.append((model, "A chunk carries 4.0 tokens on average"))
        model = StubModel()
        model.cachedTokens = { _ in 3 }
        cases.append((model, "prefix cache had 50.0 % of the prompt tokens"))
        for (index, entry) in cases.enumerated() {
            let result = try await load(entry.model)
            #expect(result.stderr.contains(entry.words), "\(result.stderr)")
            for (other, quiet) in cases.enumerated() where other != index {
                #expect(!result.stderr.contains(quiet.words), "\(result.stderr)")
            }
        }
    }

    @Test func `what fails is told in the options of load`() async throws {
        let none = try await ConcordProcess.run(["load", "http://127.0.0.1:1"], from: Fixtures.root)
        #expect(none.status == 69 && none.stderr.contains("no server answers"))
        var model = StubModel()
        model.hasTokenizer = false
        let uncounted = try await load(model)
        #expect(uncounted.status == 69 && uncounted.stderr.contains("--prompts FILE"), "\(uncounted.stderr)")
        let unknown = try await load(StubModel(), options: ["--model", "other"])
        #expect(unknown.stderr.contains("Name one with --model"), "\(unknown.stderr)")
        for result in [none, uncounted, unknown] {
            #expect(!result.stderr.contains("--set") && !result.stderr.contains("workload."), "\(result.stderr)")
        }
        model = StubModel()
        model.refusal = { _ in .whole(422, #"{"error": {"message": "top_p is out of range"}}"#) }
        let refused = try await load(model)
        #expect(refused.status == 3 && refused.stdout.contains("HTTP 422: top_p is out of range"), "\(refused.stdout)")
    }

    @Test(arguments: [nil, 400, 503, 200]) func `a tap tells what failed behind it`(status: Int?) async throws {
        var model = StubModel()
        let answer =
            status.map { StubServer.Answer.whole($0, #"{"error": {"message": "no such luck"}}"#) }
            ?? StubServer.Answer.nothing
        model.refusal = { _ in answer }
        try await model.run { server in
            try await Fixtures.withTemporaryFolder { folder in
                let port = 20000 + Int.random(in: 0..<10000)
                let url = "http://127.0.0.1:\(port)"
                let words = ["tap", "--upstream", server.url + "/v1", "--port", "\(port)"]
                let tap = try await ConcordProcess.run(words, in: folder) {
                    for _ in 0..<300 {
                        if (try? await HTTPClient.request("GET", url: url + "/v1/models"))?.status == 200 { break }
                        try await Task.sleep(for: .milliseconds(100))
                    }
                    let body = Array(#"{"model":"stub","messages":[]}"#.utf8)
                    _ = try? await HTTPClient.request("POST", url: url + "/v1/chat/completions", body: body)
                    try await Task.sleep(for: .milliseconds(200))
                }
                #expect(tap.status == 0)
                let expected = status == nil ? "ended before any answer" : "no such luck"
                #expect(tap.stdout.contains("Failed: 1 × the server"), "\(tap.stdout)")
                #expect(tap.stdout.contains(expected), "\(tap.stdout)")
            }
        }
    }

    @Test func `a tap before nothing says so`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 20000 + Int.random(in: 0..<10000)
            let url = "http://127.0.0.1:\(port)/v1/models"
            let tap = try await ConcordProcess.run(
                ["tap", "--upstream", "http://127.0.0.1:1", "--port", "\(port)"],
                in: folder
            ) {
                for _ in 0..<100 {
                    let reply = await Result { try await HTTPClient.request("GET", url: url) }
                    if case .failure(let error as HTTPClientError) = reply, case .truncated = error { break }
                    try await Task.sleep(for: .milliseconds(100))
                }
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(
                tap.stdout.contains("the server could not be reached: Connection refused"),
                "\(tap.stdout)\(tap.stderr)"
            )
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
