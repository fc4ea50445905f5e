import ArgumentParser
import BenchModel
import Harness
import Traffic

struct SimulateCommand: ThreadedCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the simulator: an OpenAI-compatible server with a known schedule.",
        discussion: "Example: concord simulate --port 8000 --ttft 20ms --itl 4.7ms --log requests.jsonl"
    )

    @Option(help: "Port; 0 picks a free one.", transform: NumberArgument.whole(.port)) var port = 8000
    @Option(help: "Address to listen at.") var host = "127.0.0.1"
    @Option(
        help: "From the request to its first token. (default: 20ms)",
        transform: NumberArgument.duration(positive: false)
    )
    var ttft: Duration?
    @Option(help: "Between consecutive tokens. (default: 4.7ms)", transform: NumberArgument.duration(positive: false))
    var itl: Duration?
    @Option(
        help: """
            Exponential times on top of the schedule, by their means: ttft=TIME, itl=TIME, seed=N, with commas. The \
            seed and a request's place alone decide. Example: ttft=5ms,itl=1ms,seed=7
            """,
        transform: { try ScheduleJitter(text: $0) }
    ) var jitter: ScheduleJitter?
    @Option(
        help: """
            Continuous batching in place of the fixed schedule: any of slots=N, prefill=TIME (a prompt token), \
            step=TIME, step-per-sequence=TIME, prefix-cache, with commas. Example: slots=8,prefill=0.1ms,step=10ms
            """,
        transform: { try EngineModel(text: $0) }
    ) var engine: EngineModel?
    @Option(help: "Name of the model.") var model = "simulator"
    @Option(help: "File for one JSON line a request with the instants at which each chunk was written.") var log:
        String?
    @Flag(inversion: .prefixedNo, help: "Whether the log has the instant of every chunk.") var logChunks = true
    @Option(
        help: "Tokens that one write may carry when several are due; 1 writes each one apart.",
        transform: NumberArgument.whole(.batch)
    ) var batch = 16
    @Option(
        help: """
            Something that goes wrong; repeatable. One of status=503, refuse, close, cut, stall, broken-json, error; with \
            after=TOKENS, for=TIME (stall), and every=N, at=I+J or rate=P%[,seed=N]. Example: cut,after=5,rate=1%
            """,
        transform: { try SimulatorFault(text: $0) }
    ) var fault: [SimulatorFault] = []
    @Option(
        help: """
            How streams are cut: any of role-early, usage-on-last, usage-late=TIME, done-late=TIME, \
            tokens-per-chunk=N, reasoning=N, empty-deltas, with commas.
            """,
        transform: { try SimulatorLayout(text: $0) }
    ) var layout = SimulatorLayout()
    @Option(help: "Write the tokenizer that belongs to the simulator into this folder.") var tokenizer: String?

    func run() async throws {
        if engine != nil, ttft != nil || itl != nil || jitter != nil {
            throw ValidationError("--engine makes its own times; leave out --ttft, --itl and --jitter")
        }
        var options = SimulatorOptions()
        options.host = host
        options.port = port
        options.model = model
        options.ttft = ttft ?? .milliseconds(20)
        options.itl = itl ?? .microseconds(4700)
        options.jitter = jitter
        options.engine = engine
        options.logPath = log
        options.logsChunks = logChunks
        options.batchLimit = batch
        options.faults = fault
        options.layout = layout
        let tokenizer = tokenizer
        try await CommandShell.run { [options] in
            if let tokenizer { try TokenizerFolder.write(to: tokenizer) }
            try await Simulator.run(options) { simulator in
                Console.result(line: "listening at \(simulator.baseURL) (model \(options.model)); Ctrl-C ends it")
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                Console.note("\(simulator.lag.text)")
            }
            return .agree
        }
    }
}
