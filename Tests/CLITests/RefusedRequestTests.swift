import BenchModel
import Foundation
import TestSupport
import Testing

/// What a user is told when a server does not answer.
struct RefusedRequestTests {
    private func concord(
        _ arguments: [String],
        refusal: @escaping @Sendable (StubServer.Request) -> StubServer.Answer?
    ) async throws -> ConcordProcess {
        var model = StubModel()
        model.name = "simulator"
        model.refusal = refusal
        return try await model.run { server in
            try await Fixtures.withTemporaryFolder { folder in
                let recipe = try SmallRecipe.write(
                    to: folder,
                    tools: SmallRecipe.fakeTool(mode: "send"),
                    server: "url: \(server.url)"
                )
                return try await ConcordProcess.run([arguments[0], recipe] + arguments.dropFirst(), in: folder)
            }
        }
    }

    private static let refused =
        #"{"error": {"message": "'temperature' does not support 0.0", "param": "temperature"}}"#

    @Test(arguments: [400, 422, 503]) func `a probe tells each tool's refusal and ends with 3`(status: Int) async throws
    {
        let result = try await concord(["probe"]) { _ in .whole(status, Self.refused) }
        #expect(result.status == 3, "\(result.stderr)")
        let verb = status < 500 ? "refused" : "failed"
        for tool in ["vllm", "native"] {
            #expect(
                result.stderr.contains("the server \(verb) \(tool): \(status) \"'temperature' does not"),
                "\(result.stderr)"
            )
        }
        #expect(result.stderr.contains("--set workload.temperature=null"))
        #expect(!result.stderr.contains("different_work"))
    }

    @Test func `an error in a stream is told as the server's, and no difference of bodies`() async throws {
        let answer = StubServer.Answer.stream([
            (0, #"{"error": {"message": "CUDA out of memory", "code": 500}}"#), (0, "[DONE]"),
        ])
        let result = try await concord(["run", "--format", "json"]) { _ in answer }
        #expect(result.status == 3, "\(result.stderr)")
        let verdict = try JSONDecoder().decode(JSONValue.self, from: Data(result.stdout.utf8))
        let findings = verdict["findings"]?.array ?? []
        #expect(findings.compactMap { $0["id"]?.string } == ["server-failed", "server-failed"], "\(findings)")
        #expect(findings.allSatisfy { $0["evidence"]?.string?.contains("CUDA out of memory") == true })
    }

    @Test func `a server that refuses one tool alone is told for that tool`() async throws {
        let result = try await concord(["run", "--format", "json"]) { request in
            // The engine of this program sends the newer name of the limit.
            request.body?["max_tokens"] == nil && request.body?["temperature"] != nil ? nil : .whole(400, Self.refused)
        }
        #expect(result.status == 3)
        #expect(!result.stdout.contains("work-differs"), "\(result.stdout)")
        #expect(result.stdout.contains("server-refused") && result.stdout.contains("the server refused"))
    }

    @Test func `requests that fail in the middle of a run are told in the server's words`() async throws {
        let result = try await concord(["run", "--no-probe", "--tools", "native", "--format", "json"]) { request in
            request.index % 2 == 1 ? .whole(500, #"{"message": "worker died"}"#) : nil
        }
        #expect(result.status == 3, "\(result.stderr)")
        #expect(result.stdout.contains("the server failed native: 500 \\\"worker died\\\" ("), "\(result.stdout)")
        #expect(!result.stdout.contains("failure-reason"))
    }

    @Test func `a warm-up that is refused tells the recipe's key`() async throws {
        let result = try await concord(["run", "--no-probe"]) { _ in .whole(400, Self.refused) }
        #expect(result.status == 69)
        #expect(result.stderr.contains("the server refused the warm-up: 400 \"'temperature' does"), "\(result.stderr)")
        #expect(result.stderr.contains("--set workload.temperature=null"))
    }
}
