import ArgumentParser
import Harness

struct SchemaCommand: AsyncParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable { case recipe, verdict, measurement, calibration, probe }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract:
            "Prints the JSON Schema of recipes, of verdict.json, of measurement.json, of a calibration or of a probe.",
        discussion: "Example: concord schema verdict > verdict.schema.json"
    )

    @Argument(help: "recipe, verdict, measurement, calibration or probe.") var subject = Subject.recipe

    func run() async throws {
        let subject = subject
        try await CommandShell.run {
            switch subject {
            case .recipe: Console.result(RecipeSchema.json)
            case .verdict: Console.result(VerdictSchema.json)
            case .measurement: Console.result(MeasurementSchema.json)
            case .probe: Console.result(ProbeSchema.json)
            case .calibration: Console.result(CalibrationSchema.json)
            }
            return .agree
        }
    }
}
