import ArgumentParser
import BenchModel
import Harness
import Traffic

struct TapCommand: ThreadedCommand {
    static let configuration = CommandConfiguration(
        commandName: "tap",
        abstract: "Stands between a client and a server and records what passes, unchanged.",
        discussion: """
            Give the client the printed address in place of the server's. Ctrl-C ends it and prints what passed.
            Example: concord tap --upstream http://127.0.0.1:8000 --port 8100 --out wire.sqlite
            """
    )

    @Option(help: "Base URL of the server, http or https.") var upstream: String
    @Option(
        help: "Port to listen at, 0 for a free one; repeat it to tell several clients apart.",
        transform: NumberArgument.whole(.port)
    ) var port: [Int] = []
    @Option(help: "Address to listen at.") var host = "127.0.0.1"
    @Option(help: "SQLite file to record every request into; it must not exist.") var out: String?
    @Option(help: "PEM file with the authorities that an https server is trusted by.") var caFile: String?
    @Flag(help: "Take any certificate of an https server.") var insecure = false
    @Option(help: "text or json.") var format = Format.text

    enum Format: String, ExpressibleByArgument { case text, json }

    func run() async throws {
        guard caFile == nil || !insecure else { throw ValidationError("--ca-file and --insecure exclude each other") }
        var options = TapOptions(upstream: BaseURL.trimmed(upstream))
        options.host = host
        options.ports = port.isEmpty ? [0] : port
        if let caFile { options.trust = .authorities(path: caFile) }
        if insecure { options.trust = .anything }
        let recording = TapRecording(options, storePath: out)
        let isJSON = format == .json
        try await CommandShell.run {
            let summaries = try await recording.run { event in
                switch event {
                case .listening(let urls):
                    for url in urls {
                        let text: Message = "listening at \(url) for \(upstream); Ctrl-C ends it"
                        if isJSON { Console.note(text) } else { Console.result(line: text) }
                    }
                case .failure(let text): Console.note("warning: \(text)")
                case .progress(let requests, let connections):
                    Console.progress("\(requests) requests over \(connections) connections")
                }
            }
            Console.result(isJSON ? try JSONText.of(summaries) : summaries.map(Self.text).joined(separator: "\n\n"))
            return .agree
        }
    }

    private static func text(_ summary: WireSummary) -> String {
        let count = "\(summary.url): \(summary.requests) requests over \(summary.connections) connections"
        let lines = summary.failureLines.map { "Failed: \($0)" } + summary.notes.map { "Note: \($0)" }
        let heading = ([count] + lines).joined(separator: "\n")
        return summary.metrics.isEmpty ? heading : heading + "\n" + TextGrid.render(MeasurementTable.rows(of: summary))
    }
}
