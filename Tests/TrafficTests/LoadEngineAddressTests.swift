import BenchModel
import Testing

@testable import Traffic

struct LoadEngineAddressTests {
    private func load(_ url: String) async throws -> LoadResult {
        let body = RequestBody.encode(model: "simulator", prompt: "bado", isChat: true, maxTokens: 3)
        return try await LoadEngine.run(
            LoadPlan(
                url: url + "/v1/chat/completions",
                bodies: Array(repeating: body, count: 4),
                concurrency: 2,
                isChat: true
            )
        )
    }

    private var options: SimulatorOptions {
        var options = SimulatorOptions()
        options.ttft = .zero
        options.itl = .zero
        return options
    }

    @Test func `a server is reached over IPv6`() async throws {
        var options = options
        options.host = "::1"
        try await Simulator.run(options) { simulator in
            #expect(simulator.baseURL.contains("[::1]"))
            let result = try await load(simulator.baseURL)
            #expect(result.records.count == 4)
            #expect(result.records.allSatisfy { $0.succeeded && $0.outputTokens == 3 })
        }
    }

    @Test func `of a name's addresses the one that answers is used, whichever is first`() async throws {
        try await Simulator.run(options) { simulator in
            let result = try await load("http://localhost:\(simulator.port)")
            #expect(result.records.count == 4)
            #expect(result.records.allSatisfy { $0.succeeded })
            #expect(result.connectionsOpened <= 4)
        }
    }

    @Test func `a name that nobody knows is told as such`() async throws {
        do throws(LoadError) {
            _ = try await LoadEngine.run(
                LoadPlan(url: "http://no-such-host.invalid/v1", bodies: [[]], concurrency: 1, isChat: true)
            )
            Issue.record("the name was resolved")
        } catch {
            guard case .unreachable("no-such-host.invalid", 80, let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("not known"))
        }
    }

    @Test func `an answer is counted in bytes as it came`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            let result = try await load(server.url)
            let bytes = Answer.twoTokens.reduce(0) { sum, step in
                if case .write(let text) = step { sum + text.utf8.count } else { sum }
            }
            #expect(result.records.map(\.receivedBytes) == Array(repeating: bytes, count: 4))
        }
    }
}
