import ArgumentParser
import Harness

extension ReportFormat: ExpressibleByArgument {}

/// How a verdict is rendered.
struct FormatOption: ParsableArguments {
    @Option(help: "text, json, markdown, junit or html.")
    var format = ReportFormat.text

    @Flag(help: "Show every metric and view, not only those that decide.")
    var verbose = false
}
