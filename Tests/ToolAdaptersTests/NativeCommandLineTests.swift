import BenchModel
import Foundation
import Testing

@testable import ToolAdapters

struct NativeCommandLineTests {
    private func arguments(_ change: (inout ToolJob) -> Void) -> [String] {
        var recipe = Recipe(name: "r", server: .url(""), model: ModelChoice(name: "m"))
        recipe.workload.concurrency = 5
        var job = ToolJob(
            recipe: recipe,
            choice: ToolChoice("native"),
            baseURL: "http://127.0.0.1:8000",
            outputFolder: ""
        )
        change(&job)
        return NativeCommandLine.arguments(for: job)
    }

    private func value(_ flag: String, _ argv: [String]) -> String? {
        argv.firstIndex(of: flag).map { argv[$0 + 1] }
    }

    private func body(_ argv: [String]) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(try #require(value("--body", argv)).utf8))
    }

    @Test func `the load is on the command line`() throws {
        let argv = arguments {
            $0.recipe.model.servedName = "served"
            $0.recipe.api = .completions
            $0.recipe.workload.requests = 9
            $0.recipe.workload.prefixTokens = 3
            $0.recipe.workload.rangeRatio = 0.25
            $0.recipe.workload.promptSeed = 11
            $0.recipe.workload.ignoreEOS = false
        }
        #expect(Array(argv.prefix(3)) == ["concord", "load", "http://127.0.0.1:8000"])
        let expected = [
            "--model": "served", "--api": "completions", "--concurrency": "5", "--requests": "9",
            "--input-tokens": "100", "--output-tokens": "100", "--prefix-tokens": "3", "--range-ratio": "0.25",
            "--seed": "11", "--format": "json",
        ]
        for (flag, text) in expected { #expect(value(flag, argv) == text, "\(flag)") }
        #expect(argv.contains("--no-ignore-eos") && !argv.contains("--ignore-eos"))
        #expect(try body(argv) == ["temperature": 0, "top_p": 1])
    }

    @Test func `a temperature that is left to the tool is not sent`() throws {
        #expect(try body(arguments { $0.recipe.workload.temperature = nil }) == ["top_p": 1])
    }

    @Test func `every sampling parameter is in the body, and the user's own win`() throws {
        let argv = arguments {
            $0.cacheSalt = "salt"
            $0.recipe.workload.temperature = 0.5
            $0.recipe.workload.topP = nil
            $0.recipe.workload.topK = 7
            $0.recipe.workload.minP = 0.125
            $0.recipe.workload.repetitionPenalty = 1.5
            $0.recipe.workload.presencePenalty = 0.5
            $0.recipe.workload.frequencyPenalty = -0.5
            $0.recipe.workload.stop = ["a b", "'"]
            $0.recipe.workload.seed = 3
            $0.recipe.workload.extraBody = ["min_p": 0.25, "x": ["y": true]]
        }
        let expected: JSONValue = [
            "temperature": 0.5, "top_k": 7, "min_p": 0.25, "repetition_penalty": 1.5, "presence_penalty": 0.5,
            "frequency_penalty": -0.5, "stop": ["a b", "'"], "seed": 3, "cache_salt": "salt", "x": ["y": true],
        ]
        #expect(try body(argv) == expected)
    }

    @Test func `an open loop is on the command line`() {
        let capped = arguments {
            $0.recipe.workload.rate = 2.5
            $0.recipe.workload.burstiness = 0.5
        }
        #expect(value("--rate", capped) == "2.5" && value("--burstiness", capped) == "0.5")
        #expect(value("--concurrency", capped) == "5")
        let unlimited = arguments {
            $0.recipe.workload.rate = 2
            $0.recipe.workload.concurrency = nil
        }
        #expect(value("--concurrency", unlimited) == "unlimited" && !unlimited.contains("--burstiness"))
        #expect(!arguments { _ in }.contains("--rate"))
        let rising = arguments {
            $0.recipe.workload.rampUpStrategy = .exponential
            $0.recipe.workload.rampUpStartRPS = 1
            $0.recipe.workload.rampUpEndRPS = 20.5
            $0.recipe.workload.burstiness = 2
        }
        #expect(value("--ramp-up", rising) == "exponential" && value("--burstiness", rising) == "2.0")
        #expect(value("--ramp-up-start", rising) == "1.0" && value("--ramp-up-end", rising) == "20.5")
    }

    @Test func `prompts from a file take the place of lengths`() {
        let argv = arguments { $0.promptFile = "/p.jsonl" }
        #expect(value("--prompts", argv) == "/p.jsonl")
        #expect(!argv.contains("--input-tokens"))
    }

    @Test func `secrets are named, not shown`() {
        let argv = arguments {
            $0.recipe.workload.apiKeyVariable = "KEY"
            $0.recipe.workload.headers = ["b": "${TOKEN}", "a": "1"]
            $0.apiKey = "sk-secret"
            $0.headers = ["b": "secret", "a": "1"]
        }
        #expect(value("--api-key-env", argv) == "KEY")
        #expect(argv.filter { $0.hasPrefix("a=") || $0.hasPrefix("b=") } == ["a=1", "b=${TOKEN}"])
        #expect(!argv.contains { $0.contains("secret") })
    }
}
