package import BenchModel

/// `vllm bench serve`, the load tester that comes with vLLM: versions 0.9.2 to 0.33 are known.
package struct VLLMBench: ToolAdapter {
    package static let toolID = ToolID("vllm")
    package static let oldest: ToolVersion = "0.9.2"
    /// Newer versions are treated like this one.
    package static let newest: ToolVersion = "0.33"
    /// What `read` looks for, as messages name it.
    static let lookedFor = "a vLLM result JSON or console report"

    package var id: ToolID { Self.toolID }
    package var defaultVersion: ToolVersion? { "0.32.0" }

    package var distribution: PythonDistribution? {
        PythonDistribution(
            name: "vllm",
            extras: ["bench"],
            executable: "vllm",
            subcommand: ["bench", "serve"],
            size: "about 8.3 GB on disk, a minute on a fast line",
            releaseDays: [:]
        )
    }

    package init() {}

    package func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan {
        var planner = try VLLMPlanner(job, version: job.version ?? defaultVersion ?? Self.newest)
        return try planner.plan()
    }
}
