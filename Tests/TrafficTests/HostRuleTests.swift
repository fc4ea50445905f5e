import Testing

@testable import Traffic

struct HostRuleTests {
    private static let own = ["localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "[::1]"]
    private static let foreign = [
        "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[fe80::1]", "127.0.0",
        "127.0.0.256",
        "",
    ]

    @Test func `names of the machine itself are served, with and without a port, and others are not`() {
        let rule = HostRule(bound: "127.0.0.1")
        for port in ["", ":8000"] {
            for name in Self.own {
                #expect(rule.refusal(hosts: [name + port], origins: []) == nil)
                #expect(rule.refusal(hosts: ["localhost"], origins: ["http://" + name + port]) == nil)
            }
            for name in Self.foreign {
                #expect(rule.refusal(hosts: [name + port], origins: [])?.status == 403)
                #expect(rule.refusal(hosts: ["localhost"], origins: ["https://" + name + port])?.status == 403)
            }
        }
        #expect(rule.refusal(hosts: ["localhost"], origins: ["null"])?.status == 403)
    }

    @Test func `a request names exactly one host`() {
        let rule = HostRule(bound: "127.0.0.1")
        #expect(rule.refusal(hosts: [], origins: [])?.status == 400)
        #expect(rule.refusal(hosts: ["localhost", "localhost"], origins: [])?.status == 400)
        #expect(rule.refusal(hosts: [], origins: [], isHTTP10: true) == nil)
    }

    @Test func `the address that a server was given is its own`() {
        #expect(HostRule(bound: "192.0.2.7").refusal(hosts: ["192.0.2.7:80"], origins: []) == nil)
        #expect(HostRule(bound: "bench.lan").refusal(hosts: ["Bench.lan"], origins: ["http://bench.lan"]) == nil)
        #expect(HostRule(bound: "0.0.0.0").refusal(hosts: ["any.example"], origins: []) == nil)
        #expect(HostRule(bound: "0.0.0.0").refusal(hosts: ["a"], origins: ["http://evil.example"])?.status == 403)
    }

    @Test func `a simulator refuses what a foreign page sends, and serves its model by name`() async throws {
        try await Simulator.run(SimulatorOptions()) { simulator in
            func status(_ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: String? = nil)
                async throws -> Int
            {
                try await HTTPClient.request(
                    method,
                    url: simulator.baseURL + path,
                    headers: headers,
                    body: body.map { Array($0.utf8) }
                ).status
            }
            let status1 = try await status("GET", "/v1/models/simulator")
            #expect(status1 == 200)
            let status2 = try await status("GET", "/v1/models/other")
            #expect(status2 == 404)
            let status3 = try await status("GET", "/v1/models", [("origin", "http://evil.example")])
            #expect(status3 == 403)
            for member in [#""temperature":-1"#, #""logprobs":true"#, #""logprobs":3"#, #""temperature":"hot""#] {
                let body = #"{"prompt":"a","max_tokens":1,\#(member)}"#
                let status4 = try await status("POST", "/v1/completions", [], body)
                #expect(status4 == 400)
            }
            for member in [#""temperature":0"#, #""logprobs":null"#, #""logprobs":false"#, #""temperature":null"#] {
                let body = #"{"prompt":"a","max_tokens":1,\#(member)}"#
                let status5 = try await status("POST", "/v1/completions", [], body)
                #expect(status5 == 200)
            }
        }
    }
}
