import BenchModel
import Testing
import ToolAdapters

@Suite struct EvalscopePlanTests {
    private let tool = EvalscopePerf()

    /// The published comparison: 50 at once, 500 requests of 100 + 100 tokens.
    private func seedJob(concurrency: Int = 50, requests: Int = 500) -> ToolJob {
        var recipe = Recipe(
            name: "50x500",
            server: .url("http://127.0.0.1:8801"),
            model: ModelChoice(name: "Qwen2.5-0.5B-Instruct")
        )
        recipe.model.tokenizer = "Qwen/Qwen2.5-0.5B-Instruct"
        recipe.workload.concurrency = concurrency
        recipe.workload.requests = requests
        var job = ToolJob(
            recipe: recipe,
            choice: ToolChoice("evalscope"),
            baseURL: "http://127.0.0.1:8801",
            outputFolder: "out"
        )
        job.command = ["/opt/ev/bin/evalscope", "perf"]
        return job
    }

    private func plan(
        _ version: ToolVersion,
        _ change: (inout ToolJob) -> Void = { _ in }
    ) throws(TranslationError) -> ToolPlan {
        var job = seedJob()
        job.version = version
        change(&job)
        return try tool.plan(job)
    }

    private func refusal(
        _ version: ToolVersion,
        _ change: (inout ToolJob) -> Void
    ) -> TranslationError? {
        do {
            _ = try plan(version, change)
            return nil
        } catch {
            return error
        }
    }

    /// What follows a flag up to the next one. Nil without the flag.
    private func value(_ flag: String, _ plan: ToolPlan) -> String? {
        guard let place = plan.argv.firstIndex(of: flag) else { return nil }
        return plan.argv[(place + 1)...].prefix { !$0.hasPrefix("--") }.joined(separator: " ")
    }

    @Test(arguments: [(50, 500), (1, 1)])
    func `the published command comes out word for word`(_ concurrency: Int, _ requests: Int) throws {
        var job = seedJob(concurrency: concurrency, requests: requests)
        job.version = "1.1.0"
        let plan = try tool.plan(job)
        let published = [
            "--parallel", "\(concurrency)", "--number", "\(requests)", "--log-every-n-query", "500",
            "--model", "Qwen2.5-0.5B-Instruct", "--url", "http://127.0.0.1:8801/v1/chat/completions",
            "--api", "openai", "--dataset", "random", "--max-tokens", "100", "--prefix-length", "0",
            "--min-prompt-length", "100", "--max-prompt-length", "100",
            "--tokenizer-path", "Qwen/Qwen2.5-0.5B-Instruct", "--extra-args", #"{"ignore_eos": true}"#,
        ]
        #expect(Array(plan.argv.prefix(2 + published.count)) == ["/opt/ev/bin/evalscope", "perf"] + published)
        let rest = ["--temperature", "0", "--top-p", "1", "--outputs-dir", "out", "--name", "run"]
        #expect(Array(plan.argv.dropFirst(2 + published.count)) == rest)
        #expect(plan.notes.contains { $0.contains("seed: 0") })
        #expect(plan.env == ["NO_PROXY": "*", "no_proxy": "*", "NO_COLOR": "1"])
        #expect(plan.expectedInput?.hasPrefix("100 prompt tokens") == true)
    }

    @Test func `flags come with the releases that have them`() throws {
        #expect(try !plan("1.0.0").argv.contains("--no-timestamp"))
        #expect(try plan("1.4.0").argv.contains("--no-timestamp"))
        #expect(try !plan("1.1.1").notes.contains { $0.contains("seed: 0") })
        #expect(try plan("1.4.1").notes.contains { $0.contains("`hello`") })
        #expect(try !plan("1.5.0").notes.contains { $0.contains("`hello`") })
        #expect(try !plan("1.14.1").argv.contains("--min-tokens"))
        #expect(try !plan("1.14.1").argv.contains("--stream"))
        #expect(try !plan("1.14.1").argv.contains("--seed"))
    }

    @Test func `a temperature that is left to the tool is not on the command line, and the plan says what it is`()
        throws
    {
        let plan = try plan("1.14.1") { $0.recipe.workload.temperature = nil }
        #expect(!plan.argv.contains("--temperature"))
        #expect(plan.notes.contains { $0.contains("`temperature: 0.0`") })
    }

    @Test func `many requests are not logged one by one`() throws {
        #expect(try value("--log-every-n-query", plan("1.14.1") { $0.recipe.workload.requests = 2000 }) == "2000")
    }

    @Test func `releases outside the known range are refused or noted`() throws {
        #expect(refusal("0.17.1") { _ in }?.key == "tools.version")
        #expect(try plan("1.15.0").notes.contains { $0.contains("newer than 1.14.1") })
        #expect(try plan("1.14.1").notes.contains { $0.contains("newer") } == false)
    }

    @Test func `sampling goes by flags, the rest of the body by extra args`() throws {
        let plan = try plan("1.14.1") { job in
            job.recipe.workload.topK = 20
            job.recipe.workload.minP = 0.1
            job.recipe.workload.presencePenalty = 0.5
            job.recipe.workload.frequencyPenalty = 0.25
            job.recipe.workload.repetitionPenalty = 1.1
            job.recipe.workload.seed = 7
            job.recipe.workload.stop = ["END"]
            job.recipe.workload.extraBody = ["a": .array([.null, .bool(false)]), "min_p": .number(0.2)]
            job.cacheSalt = "abc"
        }
        #expect(value("--top-k", plan) == "20")
        #expect(value("--frequency-penalty", plan) == "0.25")
        #expect(value("--repetition-penalty", plan) == "1.1")
        #expect(
            value("--extra-args", plan)
                == #"{"ignore_eos": true, "a": [null, false], "cache_salt": "abc", "min_p": 0.2, "presence_penalty": 0.5, "#
                + #""seed": 7, "stop": ["END"]}"#
        )
        let plain = try self.plan("1.14.1") { $0.recipe.workload.ignoreEOS = false }
        #expect(!plain.argv.contains("--extra-args"))
    }

    @Test func `completions go to their own path where they work`() throws {
        let url = "http://127.0.0.1:8801/v1/completions"
        #expect(try value("--url", plan("1.1.0") { $0.recipe.api = .completions }) == url)
        #expect(try value("--url", plan("1.3.0") { $0.recipe.api = .completions }) == url)
        #expect(refusal("1.1.1") { $0.recipe.api = .completions }?.key == "api")
        #expect(refusal("1.2.0") { $0.recipe.api = .completions }?.key == "api")
    }

    @Test func `an open loop needs 1.7.0`() throws {
        let change: (inout ToolJob) -> Void = { job in
            job.recipe.workload.concurrency = nil
            job.recipe.workload.rate = 2.5
        }
        let plan = try plan("1.7.0", change)
        #expect(plan.argv.contains("--open-loop") && value("--rate", plan) == "2.5")
        #expect(!plan.argv.contains("--parallel"))
        #expect(refusal("1.6.1", change)?.key == "workload.concurrency")
        #expect(refusal("1.14.1") { $0.recipe.workload.concurrency = nil }?.key == "workload.concurrency")
    }

    @Test func `a capped rate keeps its cap`() throws {
        let plan = try plan("1.8.0") { $0.recipe.workload.rate = 4 }
        #expect(value("--parallel", plan) == "50" && value("--rate", plan) == "4")
        #expect(!plan.argv.contains("--open-loop"))
        #expect(plan.notes.contains { $0.contains("its wait enters no latency") })
    }

    @Test func `old releases take whole rates only`() throws {
        let change: (inout ToolJob) -> Void = { $0.recipe.workload.rate = 2.6 }
        #expect(refusal("1.4.2", change)?.allowance == .arrivals)
        #expect(try value("--rate", plan("1.5.0", change)) == "2.6")
        let allowed = try plan("1.4.2") { job in
            job.recipe.workload.rate = 2.6
            job.recipe.allow = [.arrivals]
        }
        #expect(value("--rate", allowed) == "3")
        #expect(allowed.notes.contains { $0.contains("3 requests per second instead of 2.6") })
    }

    @Test func `a rate that rises is refused unless arrivals may differ`() throws {
        let change: (inout ToolJob) -> Void = { job in
            job.recipe.workload.concurrency = nil
            job.recipe.workload.requests = 5
            job.recipe.workload.rampUpStrategy = .exponential
            job.recipe.workload.rampUpStartRPS = 2
            job.recipe.workload.rampUpEndRPS = 32
        }
        let refused = refusal("1.14.1", change)
        #expect(refused?.key == "workload.ramp_up_strategy" && refused?.version == "1.14.1")
        #expect(refused?.allowance == .arrivals)
        let allowed = try plan("1.14.1") { job in
            change(&job)
            job.recipe.allow = [.arrivals]
        }
        #expect(value("--rate", allowed) == "5.161" && allowed.argv.contains("--open-loop"))
        #expect(allowed.notes.contains { $0.contains("5.161 requests per second throughout") })
    }

    @Test func `burstiness is refused unless arrivals may differ`() throws {
        let refused = refusal("1.14.1") { job in
            job.recipe.workload.rate = 2
            job.recipe.workload.burstiness = 0.5
        }
        #expect(refused?.key == "workload.burstiness")
        #expect(refused?.allowance == .arrivals)
        #expect(refused?.version == "1.14.1")
    }

    @Test func `lengths vary where the release can draw them`() throws {
        let change: (inout ToolJob) -> Void = { $0.recipe.workload.rangeRatio = 0.25 }
        let plan = try plan("1.7.1", change)
        #expect(value("--min-prompt-length", plan) == "75" && value("--max-prompt-length", plan) == "125")
        #expect(value("--max-tokens", plan) == "75 125")
        #expect(refusal("1.7.0", change)?.allowance == .lengths)
        let allowed = try self.plan("1.7.0") { job in
            job.recipe.workload.rangeRatio = 0.25
            job.recipe.allow = [.lengths]
        }
        #expect(value("--max-tokens", allowed) == "100")
        #expect(allowed.notes.contains { $0.contains("instead of 75 to 125") })
    }

    @Test func `aligned lengths count the template in`() throws {
        let aligned = try plan("1.14.1") { job in
            job.recipe.workload.lengths = .aligned
            job.recipe.workload.prefixTokens = 16
            job.templateTokens = 30
        }
        #expect(value("--min-prompt-length", aligned) == "130" && value("--max-prompt-length", aligned) == "130")
        #expect(value("--prefix-length", aligned) == "16")
        #expect(aligned.expectedInput?.hasPrefix("146 prompt tokens") == true)
        #expect(refusal("1.14.1") { $0.recipe.workload.lengths = .aligned }?.key == "workload.lengths")
    }

    @Test func `shared prompts are read line by line`() throws {
        let change: (inout ToolJob) -> Void = { job in
            job.recipe.workload.prompts = .shared
            job.promptFile = "run/prompts.jsonl"
            job.tokenizer = "./tokenizer"
        }
        let plan = try plan("1.14.1", change)
        #expect(value("--dataset", plan) == "line_by_line")
        #expect(value("--dataset-path", plan) == "run/prompts.txt")
        #expect(value("--min-prompt-length", plan) == "0" && value("--max-prompt-length", plan) == "131072")
        #expect(plan.env["HF_HUB_OFFLINE"] == "1" && plan.env["TRANSFORMERS_OFFLINE"] == "1")
        #expect(!plan.argv.contains("--prefix-length"))
        #expect(refusal("1.14.1") { $0.recipe.workload.prompts = .file }?.key == "workload.prompts")
    }

    @Test func `prompts with lengths of their own need whole bodies`() throws {
        let change: (inout ToolJob) -> Void = { job in
            job.recipe.workload.prompts = .shared
            job.recipe.workload.rangeRatio = 0.5
            job.promptFile = "run/prompts.jsonl"
        }
        #expect(try value("--dataset-path", plan("1.9.1", change)) == "run/prompts.bodies.jsonl")
        #expect(refusal("1.8.0", change)?.allowance == .lengths)
    }

    @Test func `random prompts need a tokenizer`() {
        #expect(refusal("1.14.1") { $0.tokenizer = nil }?.key == "model.tokenizer")
    }

    @Test func `the API key stays off the command line`() throws {
        let plan = try plan("1.14.1") { $0.apiKey = "sk-secret" }
        #expect(plan.argv.prefix(2) == ["/opt/ev/bin/python", "-c"])
        #expect(plan.argv[3] == "perf")
        #expect(!plan.argv.joined().contains("sk-secret"))
        #expect(plan.env["CONCORD_API_KEY"] == "***")
        #expect(try !self.plan("1.14.1").argv.contains("--api-key"))
        #expect(try self.plan("1.9.0") { $0.apiKey = "sk-secret" }.notes.contains { $0.contains("in clear") })
        let bare = try self.plan("1.14.1") { job in
            job.apiKey = "sk-secret"
            job.command = ["evalscope", "perf"]
        }
        #expect(bare.argv.prefix(2) == ["python", "-c"])
        let unknown = refusal("1.14.1") { job in
            job.apiKey = "sk-secret"
            job.command = ["docker", "run", "evalscope", "perf"]
        }
        #expect(unknown?.key == "workload.api_key_env")
    }

    @Test func `headers with secrets are filled in inside the process`() throws {
        let open = try plan("1.14.1") { $0.recipe.workload.headers = ["X-B": "2", "X-A": "1"] }
        #expect(value("--headers", open) == "X-A=1 X-B=2")
        #expect(open.argv.first == "/opt/ev/bin/evalscope")
        let named = try plan("1.14.1") { $0.recipe.workload.headers = ["Authorization": "Bearer abc", "X-B": "2"] }
        #expect(value("--headers", named) == "Authorization=${CONCORD_HEADER_1} X-B=2")
        #expect(named.env["CONCORD_HEADER_1"] == "***")
        #expect(!named.argv.joined().contains("abc"))
        let secret = try plan("1.14.1") { $0.recipe.workload.headers = ["X-A": "${TOKEN}"] }
        #expect(value("--headers", secret) == "X-A=${TOKEN}")
        #expect(secret.argv.prefix(2) == ["/opt/ev/bin/python", "-c"])
    }

    @Test func `the user's own arguments come last`() throws {
        let plan = try plan("1.14.1") { $0.choice.extraArguments = ["--debug"] }
        #expect(plan.argv.last == "--debug")
    }

    @Test func `every recipe key is explained once`() {
        let keys = tool.mapping(for: nil).map(\.key)
        #expect(Set(keys).count == keys.count)
        let workload = Mirror(reflecting: Workload()).children.compactMap(\.label).map { "workload." + snake($0) }
        #expect(Set(workload).subtracting(keys).isEmpty)
    }

    private func snake(_ name: String) -> String {
        if name == "apiKeyVariable" { return "api_key_env" }
        var text = ""
        for (index, letter) in name.enumerated() {
            let isFollowing = index > 0 && name[name.index(name.startIndex, offsetBy: index - 1)].isUppercase
            text += letter.isUppercase ? (isFollowing ? "" : "_") + letter.lowercased() : String(letter)
        }
        return text
    }

    @Test func `old releases are installed with the libraries they can work with`() throws {
        let distribution = try #require(tool.distribution)
        #expect(distribution.constraints("1.6.0") == ["transformers<5"])
        #expect(distribution.constraints("1.14.1").isEmpty)
        #expect(distribution.releaseDays["1.14.1"] == "2026-10-26")
        #expect(tool.defaultVersion == "1.14.1")
    }
}
