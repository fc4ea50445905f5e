import BenchModel
import Testing

@testable import Harness

struct ServerFactsTests {
    @Test func `the simulator tells its model and version`() async throws {
        try await HarnessSamples.withSimulator { url in
            let facts = try await ServerFacts.ask(url, model: "simulator", headers: [])
            #expect(facts.models == ["simulator"])
            #expect(facts.version?.hasPrefix("0.32.0") == true)
        }
    }

    @Test func `an unknown model is an error with what is served`() async throws {
        try await HarnessSamples.withSimulator { url in
            let error = await HarnessSamples.failure {
                _ = try await ServerFacts.ask(url, model: "other", headers: [])
            }
            guard case .unknownModel("other", ["simulator"], url)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `the model is the one that is wanted, else the first that is served`() async throws {
        try await HarnessSamples.withSimulator { url in
            for wanted in [nil, "simulator"] {
                let model = try await ServerFacts.model(at: url, wanted: wanted, headers: [])
                #expect(model == "simulator")
            }
            let error = await HarnessSamples.failure {
                _ = try await ServerFacts.model(at: url, wanted: "other", headers: [])
            }
            #expect(error?.failureClass == .unavailable)
        }
    }

    @Test func `a server that is not there is unreachable, in words`() async {
        for wanted in [nil, "m"] {
            let error = await HarnessSamples.failure {
                _ = try await ServerFacts.model(at: "http://127.0.0.1:9", wanted: wanted, headers: [])
            }
            guard case .serverUnreachable("http://127.0.0.1:9", let reason)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.hasPrefix("no connection: "))
        }
    }

    @Test func `a base URL ends without a slash`() {
        #expect(BaseURL.trimmed("http://h:1/p//") == "http://h:1/p")
        #expect(BaseURL.trimmed("http://h:1") == "http://h:1")
    }
}
