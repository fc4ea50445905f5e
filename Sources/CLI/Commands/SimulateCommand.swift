import ArgumentParser
import BenchModel
import Harness
import Traffic

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the simulator: an OpenAI-compatible server with a known schedule.",
        discussion: "Example: concord simulate --port 8000 --ttft 20ms --itl 4.7ms --log requests.jsonl"
    )

    @Option(help: "Port; 0 picks a free one.") var port = 8000
    @Option(help: "Address to listen at.") var host = "127.0.0.1"
    @Option(help: "From the request to its first token.") var ttft = DurationArgument(.milliseconds(20))
    @Option(help: "Between consecutive tokens.") var itl = DurationArgument(.microseconds(4700))
    @Option(help: "Name of the model.") var model = "simulator"
    @Option(help: "File for one JSON line a request with the instants at which each chunk was written.") var log:
        String?
    @Flag(inversion: .prefixedNo, help: "Whether the log has the instant of every chunk.") var logChunks = true
    @Option(help: "Tokens that one write may carry when several are due; 1 writes each one apart.") var batch = 16
    @Option(
        help: """
            Something that goes wrong; repeatable. One of status=503, close, cut, stall, broken-json, error; with \
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
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port \(port): expected a number from 1 to 65535, or 0 for a free one")
        }
        guard batch >= 1 else { throw ValidationError("--batch \(batch): expected at least 1") }
        var options = SimulatorOptions()
        options.host = host
        options.port = port
        options.model = model
        options.ttft = ttft.duration
        options.itl = itl.duration
        options.logPath = log
        options.logsChunks = logChunks
        options.batchLimit = batch
        options.faults = fault
        options.layout = layout
        let tokenizer = tokenizer
        try await CommandShell.run { [options] in
            if let tokenizer { try TokenizerFolder.write(to: tokenizer) }
            try await Simulator.run(options) { simulator in
                Console.result("listening at \(simulator.baseURL) (model \(options.model)); Ctrl-C ends it")
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            }
            return .agree
        }
    }
}
