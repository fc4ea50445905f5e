package import BenchModel

/// `evalscope perf`, from 1.0.0 on.
package struct EvalscopePerf: ToolAdapter {
    package let id = ToolID("evalscope")

    package init() {}

    package var defaultVersion: ToolVersion? { EvalscopeRelease.newest }

    package var distribution: PythonDistribution? {
        PythonDistribution(
            name: "evalscope",
            extras: ["perf"],
            executable: "evalscope",
            subcommand: ["perf"],
            size: "about 0.8 GB on disk",
            releaseDays: Self.releaseDays
        ) { version in
            // With transformers 5 the random prompts of these releases come out longer than asked for.
            version < "1.6.1" ? ["transformers<5"] : []
        }
    }

    private static let releaseDays = [
        "1.0.0": "2025-08-25", "1.1.0": "2025-10-14", "1.1.1": "2025-10-27", "1.2.0": "2025-11-11",
        "1.4.0": "2025-12-16", "1.5.0": "2026-03-10", "1.6.0": "2026-04-13", "1.7.0": "2026-05-07",
        "1.8.0": "2026-05-28", "1.9.1": "2026-07-21", "1.11.0": "2026-08-24", "1.11.1": "2026-08-31",
        "1.12.0": "2026-09-16", "1.13.0": "2026-10-13", "1.14.0": "2026-10-20", "1.14.1": "2026-10-26",
    ]
}
