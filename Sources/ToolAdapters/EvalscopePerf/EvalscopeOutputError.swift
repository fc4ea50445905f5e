import BenchModel

extension OutputError {
    /// An error about evalscope's output.
    static func evalscope(_ problem: Problem, at place: String) -> OutputError {
        OutputError(
            tool: ToolID("evalscope"),
            problem: problem,
            lookedFor: "an evalscope summary (benchmark_summary.json or console text) or request database",
            place: place
        )
    }
}
