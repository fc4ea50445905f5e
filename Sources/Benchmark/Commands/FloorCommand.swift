import ArgumentParser
import Floor

/// The floor in a process of its own: the benchmark starts itself with this.
struct FloorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floor",
        abstract: "Runs the floor alone and prints one line of JSON.",
        discussion: "Example: concord-benchmark floor --port 8000 --concurrency 50 --requests 500"
    )

    @Option(help: "Port at 127.0.0.1.") var port: Int
    @Option(help: "Requests under way at once.") var concurrency = 1
    @Option(help: "Requests in all.") var requests = 100
    @Option(help: "Words of each prompt.") var inputTokens = 100
    @Option(help: "Output tokens a request.") var outputTokens = 100

    func run() throws {
        guard (1...65_535).contains(port), concurrency >= 1, requests >= 1, inputTokens >= 1, outputTokens >= 1 else {
            throw ValidationError("port, concurrency, requests and tokens must be at least 1, the port at most 65535")
        }
        var load = floor_load(
            port: Int32(port),
            concurrency: Int32(clamping: concurrency),
            requests: Int32(clamping: requests),
            tokens: Int32(clamping: outputTokens),
            prompt_words: Int32(clamping: inputTokens)
        )
        var result = floor_result()
        if let failure = floor_run(&load, &result) {
            Console.error("the floor: \(String(cString: failure))")
            throw ExitCode.failure
        }
        let report = FloorReport(
            chunks: result.chunks,
            seconds: result.seconds,
            chunksPerSecond: Double(result.chunks) / result.seconds,
            cpuSeconds: result.cpu_seconds,
            cpuPerChunk: result.cpu_seconds / Double(max(1, result.chunks)),
            ttftMean: result.ttft_mean
        )
        Console.result(try report.json)
    }
}
