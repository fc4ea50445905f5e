import BenchModel
import Foundation
import TestSupport
import Testing

struct SamplingParametersTests {
    /// Lines of vLLM 0.11.0's log, as published, and of 0.32.0's, as recorded.
    private static func log() throws -> [UInt8] { Array(try Fixtures.text("logs/vllm-requests.log").utf8) }

    private static func parameters(_ arguments: String) -> SamplingParameters? {
        SamplingParameters.all(in: Array("params: SamplingParams(\(arguments)), lora_request: None.\n".utf8)).first
    }

    @Test func `real lines are read whole`() throws {
        let all = SamplingParameters.all(in: try Self.log())
        #expect(all.count == 3)
        let published = try #require(all.first)
        #expect(published.names.count == 23)
        #expect(published["repetition_penalty"] == 1.1 && published["temperature"] == .number(0))
        #expect(published["top_k"] == 0 && published["seed"] == .null && published["stop"] == [])
        #expect(published["ignore_eos"] == true && published["max_tokens"] == 100)
        #expect(published["extra_args"] == .null)
        let newest = try #require(all.last)
        #expect(newest["watermarking"] != nil && newest["structured_outputs"] != nil)
        #expect(newest["max_tokens"] == 50)
    }

    @Test(
        arguments: [
            (#"temperature=0.0, stop=['a', "it's", 'x\ny\'']"#, ["a", "it's", "x\ny'"]),
            ("temperature=0.0, stop=[[1, 2], (3, -4.5), []]", [[1, 2], [3, -4.5], []]),
            ("temperature=0.0, stop={'k': {1: None}, 'l': True}", ["k": ["1": JSONValue.null], "l": true]),
            (
                "temperature=0.0, stop=Params(json=None, regex='[)\\'', x=[1])",
                "Params(json=None, regex='[)\\'', x=[1])"
            ),
            ("temperature=0.0, stop=<Kind.DELTA: 1>", "<Kind.DELTA: 1>"),
            (#"temperature=0.0, stop='\u4e16\x41'"#, "世A"), ("temperature=0.0, stop={1, 2}", [1, 2]),
            ("temperature=0.0, stop=inf", "inf"), ("temperature=0.0, stop=1e-05", 1e-05),
            ("temperature=0.0, stop=()", []), ("temperature=0.0, stop=(1,)", [1]),
        ] as [(String, JSONValue)]
    )
    func `values are read as Python writes them`(text: String, value: JSONValue) {
        #expect(Self.parameters(text)?["stop"] == value)
    }

    @Test(arguments: [
        "", "n=1", "temperature=", "temperature=0.0, stop=[1", "temperature=0.0 stop=1", "temperature", "=1",
        "temperature=0.0, stop='a", "temperature=0.0, stop=[1 2]", "temperature=0.0\nstop=1",
    ])
    func `what is no such call is passed over`(text: String) {
        let log = Array("SamplingParams(\(text)".utf8)
        #expect(SamplingParameters.all(in: log).isEmpty)
    }

    @Test func `a prompt that speaks of it hides nothing`() {
        let log = "prompt: 'SamplingParams(', params: SamplingParams(n=1, temperature=0.5), x\n"
        #expect(SamplingParameters.all(in: Array(log.utf8)).map { $0["temperature"] } == [0.5])
    }

    @Test func `damaged lines never trap`() throws {
        let log = try Self.log()
        var generator = SeededGenerator(seed: 7)
        let odd = Array("()[]{}<>'\"\\=,:.x0 \n".utf8)
        for _ in 0..<4000 {
            var damaged = log
            for _ in 0..<Int.random(in: 1...6, using: &generator) where damaged.count > 1 {
                let place = Int.random(in: 0..<damaged.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: damaged[place] = odd.randomElement(using: &generator) ?? 0
                case 1: damaged.remove(at: place)
                default: damaged = Array(damaged[..<max(1, place)])
                }
            }
            #expect(SamplingParameters.all(in: damaged).count <= 3)
        }
        let deep = Array(("SamplingParams(temperature=" + String(repeating: "[", count: 100_000)).utf8)
        #expect(SamplingParameters.all(in: deep).isEmpty)
    }

    @Test func `the server's view is compared parameter by parameter`() throws {
        let left = try #require(Self.parameters("n=1, temperature=0.0, top_k=0, max_tokens=8, repetition_penalty=1.1"))
        let right = try #require(Self.parameters("n=1, temperature=0.7, top_k=0, max_tokens=9, repetition_penalty=1"))
        var reference = ProbeSamples.request()
        reference.sampling = left
        var tool = ProbeSamples.request()
        tool.sampling = right
        func rows(_ rules: ProbeRules) -> [String: ProbeRow.Outcome] {
            let rows = ProbeComparison(rules: rules).rows(reference, tool).filter { $0.place.hasPrefix("server ") }
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.place, $0.outcome) })
        }
        #expect(
            rows(ProbeRules()) == [
                "server n": .same, "server temperature": .different, "server top_k": .same,
                "server max_tokens": .different, "server repetition_penalty": .different,
            ]
        )
        let allowed = rows(ProbeSamples.rules { $0.allow = [.sampling, .lengths] })
        #expect(allowed["server temperature"] == .expected && allowed["server max_tokens"] == .expected)
        tool.sampling = nil
        #expect(rows(ProbeRules()).isEmpty)
    }
}
