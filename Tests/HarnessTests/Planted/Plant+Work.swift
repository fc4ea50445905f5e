import BenchModel
import TestSupport
import Traffic

extension Plant {
    /// Other work for the server.
    static let work = [
        Plant("every second answer comes whole", "stream-mixed") { $0.faults.wholeEvery = 2 },
        Plant(
            "answers of 4 tokens in place of 6",
            "end-condition-mismatch",
            share: 2.0 / 6,
            follows: ["output-length-mismatch"]
        ) { $0.faults.members["max_tokens"] = 4 },
        Plant("a temperature of 0.7", "decoding-parameters") { $0.faults.members["temperature"] = 0.7 },
        Plant("min_tokens", "min-tokens") { $0.faults.members["min_tokens"] = 6 },
        Plant("prompts of twice as many words", "prompt-length-mismatch") { $0.faults.extraWords = 20 },
        Plant(
            "prompts counted without the template",
            "tokenizer-mismatch",
            share: template / (20 + template),
            follows: ["prompt-length-mismatch"]
        ) { $0.faults.countsWords = true },
        Plant("prompts of its own in place of those that are shared", "prompts-differ") { bed in
            bed.workload.prompts = .shared
            bed.faults.drawsOwnPrompts = true
        },
        Plant("the same prompt again and again", "prefix-cache") { bed in
            bed.workload.inputTokens = 64
            bed.server.engine = engine
            bed.faults.repeatsPrompt = true
        },
        Plant(
            "a server that is slow for the first four requests",
            "warm-up",
            share: share(of: 0.24 * 4 / 24, in: PlantedBed.ttft)
        ) { bed in
            bed.server.faults = [
                SimulatorFault(.stall(after: 0, lasting: .milliseconds(240)), .indices([24, 25, 26, 27]))
            ]
        },
        Plant(
            "four requests of its own beside the measured ones",
            "warm-up",
            share: share(of: 4 * (PlantedBed.latency - 0.03), in: 24 * PlantedBed.latency)
        ) { $0.faults.ownRequests = 4 },
    ]

    private static let template = Double(WordTokenizer().templateTokens)

    private static let engine: EngineModel = {
        var engine = EngineModel()
        engine.step = .milliseconds(20)
        engine.prefill = .microseconds(1)
        engine.hasPrefixCache = true
        return engine
    }()

    /// What is added to a figure, as a part of both.
    static func share(of added: Double, in figure: Double) -> Double { added / (figure + added) }
}
