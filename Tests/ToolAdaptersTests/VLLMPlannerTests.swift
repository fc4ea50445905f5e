import BenchModel
import Testing
import ToolAdapters

@Suite struct VLLMPlannerTests {
    /// The recipe of the published comparison: 50 concurrent, 500 requests, or 1 and 1.
    static func job(
        _ version: ToolVersion,
        concurrency: Int = 50,
        requests: Int = 500,
        api: API = .chat,
        change: (inout Recipe) -> Void = { _ in }
    ) -> ToolJob {
        var recipe = Recipe(
            name: "seed",
            server: .url("http://127.0.0.1:8801"),
            model: ModelChoice(name: "Qwen2.5-0.5B-Instruct")
        )
        recipe.model.tokenizer = "/models/Qwen/Qwen2.5-0.5B-Instruct"
        recipe.api = api
        recipe.workload.concurrency = concurrency
        recipe.workload.requests = requests
        change(&recipe)
        var job = ToolJob(
            recipe: recipe,
            choice: recipe.tools.first ?? ToolChoice("vllm"),
            baseURL: "http://127.0.0.1:8801",
            outputFolder: "out/vllm"
        )
        job.version = version
        job.command = ["vllm", "bench", "serve"]
        return job
    }

    private func plan(_ job: ToolJob) throws -> ToolPlan { try VLLMBench().plan(job) }

    /// The value after a flag. Nil when the flag is not there.
    private func value(_ flag: String, in plan: ToolPlan) -> String? {
        plan.argv.firstIndex(of: flag).map { plan.argv[$0 + 1] }
    }

    private func error(_ job: ToolJob) -> TranslationError? {
        do throws(TranslationError) {
            _ = try VLLMBench().plan(job)
            return nil
        } catch {
            return error
        }
    }

    private let saving = [
        "--save-result", "--save-detailed", "--result-dir", "out/vllm", "--result-filename", "result.json",
        "--percentile-metrics", "ttft,tpot,itl,e2el", "--metric-percentiles", "25,50,75,90,95,99",
    ]

    @Test(arguments: [(50, 500), (1, 1)])
    func `the published commands come out as published`(concurrency: Int, requests: Int) throws {
        let plan = try plan(Self.job("0.11.0", concurrency: concurrency, requests: requests))
        let published = """
            vllm bench serve --max-concurrency \(concurrency) --num-prompts \(requests) --host 127.0.0.1 --port 8801 \
            --backend openai-chat --model Qwen2.5-0.5B-Instruct --dataset-name random --random-input-len 100 \
            --random-output-len 100 --tokenizer /models/Qwen/Qwen2.5-0.5B-Instruct --endpoint /v1/chat/completions \
            --ignore-eos
            """
        #expect(
            plan.argv == published.split(separator: " ").map(String.init)
                + ["--temperature", "0", "--top-p", "1"] + saving
        )
        #expect(plan.env["HF_HUB_OFFLINE"] == "1")
        #expect(plan.env["NO_PROXY"] == "*")
        #expect(plan.env["OPENAI_API_KEY"] == nil)
        #expect(plan.notes.contains { $0.contains("Bearer None") })
        #expect(plan.notes.contains { $0.contains("600 s") })
        #expect(plan.expectedInput == "100 + chat template tokens, less those that the tokenizer adds by itself")
    }

    @Test(
        arguments: [
            ("0.9.2", "--endpoint-type"), ("0.10.2", "--endpoint-type"), ("0.11.0", "--backend"),
            ("0.15.0", "--backend"),
            ("0.32.0", "--backend"), ("0.33.0", "--backend"), ("1.0", "--backend"),
        ] as [(ToolVersion, String)]
    )
    func `the protocol is chosen by the flag that the version reads`(version: ToolVersion, flag: String) throws {
        for (api, name) in [(API.chat, "openai-chat"), (.completions, "openai")] {
            let plan = try plan(Self.job(version, api: api))
            #expect(value(flag, in: plan) == name)
            #expect(value("--endpoint", in: plan) == api.path)
            #expect(plan.argv.contains("--backend") != plan.argv.contains("--endpoint-type"))
        }
    }

    @Test func `what a version does unasked is noted`() throws {
        func notes(_ version: ToolVersion) throws -> String {
            try plan(Self.job(version)).notes.joined(separator: "\n")
        }
        #expect(try notes("0.9.2").contains("as a test before the run"))
        #expect(try notes("0.10.1").contains("600 s"))
        #expect(try notes("0.13.0").contains("600 s"))
        #expect(try !notes("0.14.0").contains("600 s"))
        #expect(try notes("0.15.1").contains("Bearer None"))
        #expect(try !notes("0.16.0").contains("Bearer None"))
        #expect(try notes("0.19.1").contains("without the chat template"))
        #expect(try notes("0.32.0").isEmpty)
        #expect(try notes("0.33.0").isEmpty)
        #expect(try notes("0.34.0").contains("newer than the newest known version"))
    }

    @Test func `a temperature that is left to the tool is not on the command line, and the plan says what it is`()
        throws
    {
        for (version, words) in [("0.14.0", "'temperature: 0.0'"), ("0.15.0", "server's own default")]
            as [(ToolVersion, _)]
        {
            let plan = try plan(Self.job(version) { $0.workload.temperature = nil })
            #expect(!plan.argv.contains("--temperature"))
            #expect(plan.notes.contains { $0.contains(words) }, "\(plan.notes)")
        }
    }

    @Test func `versions before the oldest known one are refused`() {
        let error = error(Self.job("0.9.1"))
        #expect(error?.key == "tools.version")
        #expect(error?.version == "0.9.1")
    }

    @Test(arguments: [
        "workload.seed", "workload.stop", "workload.extra_body", "workload.repetition_penalty",
        "workload.presence_penalty", "workload.frequency_penalty",
    ])
    func `a body member that a version cannot send is an error unless allowed`(key: String) throws {
        func change(_ recipe: inout Recipe) {
            switch key {
            case "workload.seed": recipe.workload.seed = 7
            case "workload.stop": recipe.workload.stop = ["."]
            case "workload.extra_body": recipe.workload.extraBody = ["n": .integer(1)]
            case "workload.repetition_penalty": recipe.workload.repetitionPenalty = 1.1
            case "workload.presence_penalty": recipe.workload.presencePenalty = 0.5
            default: recipe.workload.frequencyPenalty = 0.5
            }
        }
        let error = error(Self.job("0.11.0", change: change))
        #expect(error?.key == key)
        #expect(error?.problem == "cannot send '\(key)'")
        #expect(error?.allowance == .sampling)
        let allowed = try plan(
            Self.job("0.11.0") {
                change(&$0)
                $0.allow = [.sampling]
            }
        )
        #expect(allowed.notes.contains { $0.contains("'\(key)'") })
        let newer = try plan(Self.job("0.11.1", change: change))
        #expect(!newer.notes.contains { $0.contains(key) })
        #expect(newer.argv.contains("--extra-body") || newer.argv.contains { $0.hasSuffix("-penalty") })
    }

    @Test func `the body's members are one JSON word in which the user's win`() throws {
        var job = Self.job("0.32.0") {
            $0.workload.seed = 7
            $0.workload.stop = ["a", "b"]
            $0.workload.ignoreEOS = false
            $0.workload.extraBody = ["seed": .integer(8)]
        }
        job.cacheSalt = "salt"
        let plan = try plan(job)
        #expect(
            value("--extra-body", in: plan)
                == #"{"cache_salt": "salt", "ignore_eos": false, "seed": 8, "stop": ["a", "b"]}"#
        )
        #expect(!plan.argv.contains("--ignore-eos"))
    }

    @Test func `a version that does not force ignore_eos needs no body member to leave it off`() throws {
        let plan = try plan(Self.job("0.11.0") { $0.workload.ignoreEOS = false })
        #expect(!plan.argv.contains("--ignore-eos") && !plan.argv.contains("--extra-body"))
    }

    @Test func `a cache salt that cannot be sent is noted`() throws {
        var job = Self.job("0.10.2")
        job.cacheSalt = "salt"
        let plan = try plan(job)
        #expect(plan.notes.contains { $0.contains("cache_salt") })
        #expect(!plan.argv.contains { $0.contains("salt") })
    }

    @Test func `sampling is pinned`() throws {
        let plan = try plan(
            Self.job("0.32.0") {
                $0.workload.temperature = 0.7
                $0.workload.topP = 0.9
                $0.workload.topK = 20
                $0.workload.minP = 0.05
                $0.workload.repetitionPenalty = 1.1
            }
        )
        #expect(value("--temperature", in: plan) == "0.7")
        #expect(value("--top-p", in: plan) == "0.9")
        #expect(value("--top-k", in: plan) == "20")
        #expect(value("--min-p", in: plan) == "0.05")
        #expect(value("--repetition-penalty", in: plan) == "1.1")
    }

    @Test(arguments: [
        ("https://host:8443", "https://host:8443"), ("http://host:80/prefix", "http://host:80/prefix"),
        ("http://[::1]:8000", "http://[::1]:8000"), ("https://host/", "https://host"),
    ])
    func `an address that host and port cannot express is a base URL`(address: String, expected: String) throws {
        var job = Self.job("0.32.0")
        job.baseURL = address
        let plan = try plan(job)
        #expect(value("--base-url", in: plan) == expected)
        #expect(!plan.argv.contains("--host") && !plan.argv.contains("--port"))
    }

    @Test func `an address without a port has the scheme's`() throws {
        var job = Self.job("0.32.0")
        job.baseURL = "http://example.test"
        let plan = try plan(job)
        #expect(value("--host", in: plan) == "example.test")
        #expect(value("--port", in: plan) == "80")
    }

    @Test func `random prompts have the recipe's lengths`() throws {
        let plan = try plan(
            Self.job("0.32.0") {
                $0.workload.prefixTokens = 50
                $0.workload.rangeRatio = 0.2
                $0.workload.promptSeed = 3
            }
        )
        #expect(value("--random-prefix-len", in: plan) == "50")
        #expect(value("--random-range-ratio", in: plan) == "0.2")
        #expect(value("--seed", in: plan) == "3")
        #expect(plan.expectedInput?.hasPrefix("130 to 170 + chat template tokens") == true)
    }

    @Test func `the expected input names the template's tokens where they were measured`() throws {
        var job = Self.job("0.32.0")
        job.templateTokens = 10
        #expect(
            try plan(job).expectedInput == "100 + chat template tokens (110 where the template adds 10), "
                + "less those that the tokenizer adds by itself"
        )
        #expect(try plan(Self.job("0.32.0", api: .completions)).expectedInput == "100")
    }

    @Test(
        arguments: [
            ("0.9.2", ["--custom-skip-chat-template"]),
            ("0.11.0", ["--custom-skip-chat-template", "--no-oversample"]),
            ("0.11.1", ["--skip-chat-template", "--disable-shuffle", "--no-oversample"]),
            ("0.32.0", ["--skip-chat-template", "--disable-shuffle", "--no-oversample"]),
        ] as [(ToolVersion, [String])]
    )
    func `shared prompts are sent as they are`(version: ToolVersion, flags: [String]) throws {
        var job = Self.job(version) {
            $0.workload.prompts = .shared
            $0.allow = [.arrivals]
        }
        job.promptFile = "/p/prompts.jsonl"
        let plan = try plan(job)
        let start = try #require(plan.argv.firstIndex(of: "--dataset-name"))
        let expected =
            ["--dataset-name", "custom", "--dataset-path", "/p/prompts.jsonl", "--custom-output-len", "100"] + flags
        #expect(Array(plan.argv[start..<(start + expected.count)]) == expected)
        #expect(!plan.argv.contains { $0.hasPrefix("--random") })
    }

    @Test func `a version that shuffles shared prompts must be allowed to`() {
        let error = error(Self.job("0.11.0") { $0.workload.prompts = .shared })
        #expect(error?.key == "workload.prompts")
        #expect(error?.allowance == .arrivals)
    }

    @Test func `output lengths of shared prompts vary from 0_14 on`() throws {
        let change: (inout Recipe) -> Void = {
            $0.workload.prompts = .shared
            $0.workload.rangeRatio = 0.5
        }
        #expect(value("--custom-output-len", in: try plan(Self.job("0.14.0", change: change))) == "-1")
        let error = error(Self.job("0.13.0", change: change))
        #expect(error?.key == "workload.range_ratio")
        #expect(error?.allowance == .lengths)
        let allowed = try plan(
            Self.job("0.13.0") {
                change(&$0)
                $0.allow = [.lengths]
            }
        )
        #expect(value("--custom-output-len", in: allowed) == "100")
    }

    @Test func `an open loop has a rate and may have no limit`() throws {
        let plan = try plan(
            Self.job("0.32.0") {
                $0.workload.concurrency = nil
                $0.workload.rate = 12.5
                $0.workload.burstiness = 2
            }
        )
        #expect(!plan.argv.contains("--max-concurrency"))
        #expect(value("--request-rate", in: plan) == "12.5")
        #expect(value("--burstiness", in: plan) == "2")
    }

    @Test func `a rate that rises goes from whole number to whole number`() throws {
        let change: (inout Recipe) -> Void = {
            $0.workload.concurrency = nil
            $0.workload.rampUpStrategy = .linear
            $0.workload.rampUpStartRPS = 1
            $0.workload.rampUpEndRPS = 20
            $0.workload.burstiness = 2
        }
        let plan = try plan(Self.job("0.32.0", change: change))
        #expect(value("--ramp-up-strategy", in: plan) == "linear" && value("--burstiness", in: plan) == "2")
        #expect(value("--ramp-up-start-rps", in: plan) == "1" && value("--ramp-up-end-rps", in: plan) == "20")
        #expect(!plan.argv.contains("--request-rate"))
        let uneven = error(
            Self.job("0.32.0") {
                change(&$0)
                $0.workload.rampUpEndRPS = 20.5
            }
        )
        #expect(uneven?.key == "workload.ramp_up_end_rps" && uneven?.allowance == .arrivals)
        let allowed = try self.plan(
            Self.job("0.9.2") {
                change(&$0)
                $0.workload.rampUpEndRPS = 20.5
                $0.allow = [.arrivals]
            }
        )
        #expect(value("--ramp-up-end-rps", in: allowed) == "21")
        #expect(allowed.notes.contains { $0.contains("'workload.ramp_up_end_rps' is 21 instead of 20.5") })
    }

    @Test func `constant gaps need 0_11_1`() throws {
        let change: (inout Recipe) -> Void = {
            $0.workload.rate = 5
            $0.workload.burstiness = .infinity
        }
        #expect(value("--burstiness", in: try plan(Self.job("0.11.1", change: change))) == "inf")
        #expect(error(Self.job("0.11.0", change: change))?.key == "workload.burstiness")
    }

    @Test func `a key goes through the environment and never onto the command line`() throws {
        var job = Self.job("0.15.0") { $0.workload.apiKeyVariable = "KEY" }
        job.apiKey = "sk-secret"
        let plan = try plan(job)
        #expect(plan.env["OPENAI_API_KEY"] == "***")
        #expect(!plan.argv.contains { $0.contains("sk-secret") })
        #expect(!plan.notes.contains { $0.contains("Bearer None") })
    }

    @Test func `headers need 0_11`() throws {
        let change: (inout Recipe) -> Void = { $0.workload.headers = ["x-b": "2", "x-a": "1=1"] }
        let plan = try plan(Self.job("0.11.0", change: change))
        let start = try #require(plan.argv.firstIndex(of: "--header"))
        #expect(Array(plan.argv[start...(start + 3)]) == ["--header", "x-a=1=1", "x-b=2", "--save-result"])
        #expect(error(Self.job("0.10.2", change: change))?.key == "workload.headers")
    }

    @Test func `the user's own arguments come last and the user's own environment wins`() throws {
        var job = Self.job("0.32.0")
        job.choice.extraArguments = ["--seed", "9"]
        job.choice.environment = ["NO_PROXY": "localhost"]
        let plan = try plan(job)
        #expect(plan.argv.suffix(2) == ["--seed", "9"])
        #expect(plan.env["NO_PROXY"] == "localhost")
    }

    @Test func `a served name is sent beside the model`() throws {
        let plan = try plan(Self.job("0.32.0") { $0.model.servedName = "served" })
        #expect(value("--model", in: plan) == "Qwen2.5-0.5B-Instruct")
        #expect(value("--served-model-name", in: plan) == "served")
    }
}
