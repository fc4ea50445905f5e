import BenchModel
import Testing

@testable import Harness

struct SecretsTests {
    private func secrets(_ environment: [String: String], _ change: (inout Workload) -> Void) throws(HarnessError)
        -> Secrets
    {
        var workload = Workload()
        change(&workload)
        return try Secrets(workload, environment: environment)
    }

    @Test(arguments: [[:], ["KEY": ""]] as [[String: String]])
    func `a key whose variable is not set is named`(environment: [String: String]) async {
        let error = await HarnessSamples.failure {
            _ = try secrets(environment) { $0.apiKeyVariable = "KEY" }
        }
        guard case .missingVariable("KEY", "workload.api_key_env")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `variables in headers are resolved wherever they stand`() throws {
        let environment = ["KEY": "sk-1", "A": "x", "B": "${A}"]
        let secrets = try secrets(environment) {
            $0.apiKeyVariable = "KEY"
            $0.headers = [
                "plain": "v", "whole": "${A}", "part": "Bearer ${A}", "two": "${A}-${A}", "nested": "${B}",
                "open": "${A", "sign": "$A",
            ]
        }
        #expect(secrets.apiKey == "sk-1")
        #expect(
            secrets.headers == [
                "plain": "v", "whole": "x", "part": "Bearer x", "two": "x-x", "nested": "${A}", "open": "${A",
                "sign": "$A",
            ]
        )
    }

    @Test func `a header whose variable is not set is named`() async {
        let error = await HarnessSamples.failure {
            _ = try secrets([:]) { $0.headers = ["X-Token": "Bearer ${TOKEN}"] }
        }
        guard case .missingVariable("TOKEN", "workload.headers.X-Token")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
