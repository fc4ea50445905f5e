import BenchModel
import Synchronization
import ToolAdapters

@testable import Harness

/// A tool in this process: what it does when it is executed and read, a test says.
final class FakeAdapter: ToolAdapter {
    let id: ToolID
    let defaultVersion: ToolVersion? = "1.0.0"
    let distribution: PythonDistribution? = nil
    /// Called with the number of the execution, from 1.
    private let onExecute: @Sendable (Int, ToolJob) async throws -> ToolExit
    private let onRead: @Sendable (Int) throws(OutputError) -> ToolReport
    private let executions = Mutex(0)

    var count: Int { executions.withLock { $0 } }

    init(
        _ id: ToolID,
        execute: @escaping @Sendable (Int, ToolJob) async throws -> ToolExit = { _, _ in FakeAdapter.success },
        read: @escaping @Sendable (Int) throws(OutputError) -> ToolReport
    ) {
        self.id = id
        onExecute = execute
        onRead = read
    }

    static let success = ToolExit(reason: .exited(code: 0), seconds: 0.1)

    func mapping(for version: ToolVersion?) -> [FlagMapping] { [] }

    func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan {
        guard job.recipe.workload.rate == nil else {
            throw TranslationError(tool: id, version: nil, key: "workload.rate", problem: "has no open loop")
        }
        return ToolPlan(tool: id, version: "1.0.0", argv: [id.rawValue, job.baseURL], notes: ["it is not real."])
    }

    func formula(for version: ToolVersion?, api: API) -> ToolFormula? { nil }

    func progress(in line: String) -> RunProgress? { nil }

    func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport { try onRead(count) }

    func execute(
        _ plan: ToolPlan,
        of job: ToolJob,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> ToolExit {
        let number = executions.withLock {
            $0 += 1
            return $0
        }
        onProgress(RunProgress(phase: "sending", done: number, total: nil))
        return try await onExecute(number, job)
    }

    var setup: ToolSetup {
        ToolSetup(adapter: self, choice: ToolChoice(id.rawValue), version: "1.0.0", command: [id.rawValue])
    }
}
