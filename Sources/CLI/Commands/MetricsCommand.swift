import ArgumentParser
import Harness

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Prints the metric catalogue: ids, units, definitions and sources.",
        discussion: "Example: concord metrics --format json"
    )

    @Option(help: "text, json or markdown.") var format = MetricCatalogueReport.Format.text

    func run() throws { Console.result(MetricCatalogueReport.render(as: format)) }
}

extension MetricCatalogueReport.Format: ExpressibleByArgument {}
