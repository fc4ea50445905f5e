import BenchModel
import Harness
import Testing
import ToolAdapters
import Traffic

struct HarnessErrorTextTests {
    /// Each failure with the facts that its words must hold: what, where, and what to do.
    private static let cases: [(HarnessError, [String])] = [
        (.serverUnreachable(url: "http://h:1", reason: "refused"), ["http://h:1", "refused", "--set server.url="]),
        (
            .serverNotReady(argv: ["srv", "-x"], seconds: 600, lastLines: ["loading"], log: "/r/server"),
            ["600 s", "srv -x", "loading", "/r/server", "server.launch.timeout"]
        ),
        (.serverDied(argv: ["srv"], lastLines: ["no GPU"], log: "/r/server"), ["srv", "no GPU", "/r/server"]),
        (.unknownModel(name: "m", served: ["a", "b"], url: "http://h:1"), ["'m'", "a, b", "--set model.name=a"]),
        (.unknownModel(name: "m", served: [], url: "http://h:1"), ["'m'", "none"]),
        (.prompts(.tooShort(wanted: 3, least: 9)), ["3 tokens", "9"]),
        (.load(.concurrency(0)), ["0", "at least 1"]),
        (.simulator(.cannotListen(host: "h", port: 5, reason: "in use")), ["port 5", "in use"]),
        (.warmupFailed(url: "http://h:1/v1", reason: "HTTP 500"), ["http://h:1/v1", "HTTP 500", "warmup: 0"]),
        (.promptFile(path: "/p.jsonl", reason: "it is empty"), ["/p.jsonl", "it is empty", "\"prompt\""]),
        (
            .toolMissing(HarnessSamples.vllm, version: "0.11.0", reason: "no disk"),
            ["vllm@0.11.0", "no disk", "concord tools install vllm@0.11.0", "tools.vllm.command"]
        ),
        (.unknownTool(name: "wrk", known: ["vllm", "native"]), ["'wrk'", "vllm, native"]),
        (.missingVariable(name: "KEY", key: "workload.api_key_env"), ["KEY", "workload.api_key_env", "Set it"]),
        (.cannotWrite(path: "/r", reason: "No space left"), ["/r", "No space left", "--out"]),
        (.cannotRead(path: "/r", reason: "gone"), ["/r", "gone"]),
        (
            .toolFailed(HarnessSamples.vllm, reason: "it ended with status 1.", folder: "/r/probe/vllm"),
            ["vllm", "status 1", "/r/probe/vllm"]
        ),
        (.nothingSeen(HarnessSamples.vllm), ["vllm", "no request", "address"]),
        (.usage("--rounds must be at least 1"), ["--rounds"]),
        (
            .translation(
                TranslationError(
                    tool: HarnessSamples.vllm,
                    version: "0.10.0",
                    key: "workload.seed",
                    problem: "cannot send it",
                    remedy: "Use a newer one.",
                    allowance: .sampling
                )
            ),
            ["vllm 0.10.0", "workload.seed", "cannot send it", "Use a newer one.", "allow: [sampling]"]
        ),
    ]

    @Test(arguments: cases.indices)
    func `every failure says what, where and what to do`(index: Int) {
        let (error, facts) = Self.cases[index]
        let text = HarnessErrorText.describe(error)
        for fact in facts { #expect(text.contains(fact), "'\(fact)' in '\(text)'") }
        #expect(!text.contains("Optional("))
    }

    @Test(
        arguments: [
            (.missing, "no output"), (.cutOff, "cut off"), (.unknownShape("odd"), "odd"),
            (.unreadable("denied"), "denied"),
            (.ambiguous("a, b"), "a, b"),
        ] as [(OutputError.Problem, String)]
    )
    func `output that cannot be read says what was looked for and where`(problem: OutputError.Problem, fact: String) {
        let error = OutputError(tool: HarnessSamples.vllm, problem: problem, lookedFor: "a report", place: "/out")
        let text = HarnessErrorText.describe(.output(error))
        for fact in ["vllm", "a report", "/out", fact] { #expect(text.contains(fact), "\(text)") }
    }

    @Test func `only what Concord itself lacks is an internal error`() {
        let classes = Self.cases.map(\.0.failureClass)
        #expect(classes.count { $0 == .internalError } == 1)
        #expect(HarnessError.load(.concurrency(0)).failureClass == .usage)
        #expect(HarnessError.load(.unreachable(host: "h", port: 1, reason: "r")).failureClass == .unavailable)
    }
}
