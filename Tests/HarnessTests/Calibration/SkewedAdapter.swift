import BenchModel
import ToolAdapters

/// The native engine under another name, with a mean TTFT that is wrong in a known way.
struct SkewedAdapter: ToolAdapter {
    let id = ToolID("skewed")
    let defaultVersion: ToolVersion? = "2.0"
    let distribution: PythonDistribution? = nil
    /// In seconds.
    var offset = 0.0
    var factor = 1.0

    private let engine = NativeEngine()

    init(offset: Double = 0, factor: Double = 1) {
        self.offset = offset
        self.factor = factor
    }

    func mapping(for version: ToolVersion?) -> [FlagMapping] { [] }

    func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan { try engine.plan(job) }

    func formula(for version: ToolVersion?, api: API) -> ToolFormula? { nil }

    func progress(in line: String) -> RunProgress? { nil }

    func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        var report = try engine.read(output, version: version)
        report.tool = id
        report.version = defaultVersion
        let metric = MetricID(.ttft, .mean)
        report.reported[metric] = report.reported[metric].map { MetricValue(offset + factor * $0.value) }
        return report
    }

    func execute(
        _ plan: ToolPlan,
        of job: ToolJob,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> ToolExit {
        try await engine.execute(plan, of: job, onProgress: onProgress)
    }
}
