import BenchModel
import Foundation
import ToolAdapters

@testable import Harness

/// Another tool that is stopped, as by Ctrl-C, when it is started in one round.
struct StoppingAdapter: ToolAdapter {
    let base: any ToolAdapter
    let round: Int

    var id: ToolID { base.id }
    var defaultVersion: ToolVersion? { base.defaultVersion }
    var distribution: PythonDistribution? { base.distribution }

    func mapping(for version: ToolVersion?) -> [FlagMapping] { base.mapping(for: version) }

    func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan { try base.plan(job) }

    func formula(for version: ToolVersion?, api: API) -> ToolFormula? { base.formula(for: version, api: api) }

    func progress(in line: String) -> RunProgress? { base.progress(in: line) }

    func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        try base.read(output, version: version)
    }

    func execute(
        _ plan: ToolPlan,
        of job: ToolJob,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> ToolExit {
        if job.outputFolder.contains("/round-\(round)/") { throw CancellationError() }
        return try await base.execute(plan, of: job, onProgress: onProgress)
    }
}
