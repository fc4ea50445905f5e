package import BenchModel

/// A load generator, seen from the harness: how a recipe becomes its command line, how it is run, and how what it
/// writes becomes a report. One folder and one line in `Tools` per tool.
package protocol ToolAdapter: Sendable {
    var id: ToolID { get }
    /// The version that is planned for and installed when neither recipe nor machine names one. Nil for tools that are
    /// part of Concord.
    var defaultVersion: ToolVersion? { get }
    /// How to install it. Nil for tools that are part of Concord.
    var distribution: PythonDistribution? { get }
    /// One row per recipe key: how this tool expresses it, for `plan --explain`.
    func mapping(for version: ToolVersion?) -> [FlagMapping]
    /// Pure translation: no file or network access.
    /// - Throws: `TranslationError` when the tool cannot express the recipe and the recipe does not allow for it.
    func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan
    /// What a line of console output says about how far the run is. Nil for lines that say nothing of it.
    func progress(in line: String) -> RunProgress?
    /// Brings whatever one run of the tool wrote to one report.
    /// - Throws: `OutputError` when nothing usable is there, when it is cut off, or when its shape is unknown.
    /// - Parameter version: Of the tool that wrote it. Nil: what the files themselves tell.
    func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport
    /// How the tool makes its figures out of a stream. Nil when not known for the version, or without one.
    func formula(for version: ToolVersion?, api: API) -> ToolFormula?
    /// The versions from which on the formula is another one, the newest first.
    var formulaVersions: [ToolVersion] { get }
    /// Runs the plan to its end and leaves everything it writes in `job.outputFolder`.
    /// Cancellation ends the tool and all its children.
    func execute(_ plan: ToolPlan, of job: ToolJob, onProgress: @escaping @Sendable (RunProgress) -> Void) async throws
        -> ToolExit
}
