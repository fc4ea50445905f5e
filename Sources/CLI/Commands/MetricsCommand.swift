import ArgumentParser
import Harness

struct MetricsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Prints the metric catalogue: ids, units, definitions and sources.",
        discussion: "Example: concord metrics --format json"
    )

    @Option(help: "text, json or markdown.") var format = MetricCatalogueReport.Format.text

    func run() async throws {
        let format = format
        try await CommandShell.run {
            Console.result(MetricCatalogueReport.render(as: format))
            return .agree
        }
    }
}

extension MetricCatalogueReport.Format: ExpressibleByArgument {}
