import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// One run of one tool in one round: plan, execute, read, and keep all of it in the run's folder.
struct ToolRun: Sendable {
    let setup: ToolSetup
    let job: ToolJob
    let round: Int
    let position: Int
    let folder: ResultFolder

    struct Outcome: Sendable {
        var record: RunRecord
        var plan: ToolPlan
        /// Nil when the tool left nothing that can be read.
        var report: ToolReport?
    }

    /// A tool that fails is an outcome; only what stops the whole session is thrown: cancellation, a full disk, a recipe
    /// that the tool cannot express.
    func perform(onProgress: @escaping @Sendable (RunProgress) -> Void) async throws -> Outcome {
        try folder.makeFolder(job.outputFolder)
        let plan: ToolPlan
        do throws(TranslationError) { plan = try setup.adapter.plan(job) } catch {
            throw HarnessError.translation(error)
        }
        let secrets = SecretName.values(in: job.recipe.workload.extraBody)
        var shown = plan
        shown.argv = plan.argv.map { CommandSecrets.masked($0, secrets) }
        var record = RunRecord(
            tool: setup.choice.id,
            adapter: setup.choice.tool == setup.choice.id ? nil : setup.choice.tool,
            version: setup.version,
            round: round,
            position: position,
            argv: shown.argv,
            env: plan.env,
            notes: plan.notes,
            started: Date().formatted(.iso8601),
            exit: nil,
            failure: nil
        )
        let path = job.outputFolder + "/run.json"
        try folder.write(record, asJSONTo: path)
        var report: ToolReport?
        do {
            let exit = try await setup.adapter.execute(plan, of: job, onProgress: onProgress)
            try Task.checkCancellation()
            record.exit = exit
            if case .timedOut(let seconds) = exit.reason {
                record.failure =
                    "it did not end within \(Int(seconds)) s and was ended (tools.\(setup.choice.id).timeout)."
            } else {
                report = try read()
            }
        } catch let error as OutputError {
            record.failure = Self.exitText(record.exit) + HarnessErrorText.describe(error) + lastWords
        } catch let error as PromptSetError {
            throw HarnessError.prompts(error)
        } catch let error as LoadError {
            record.failure = "\(error.fact)."
        } catch let error as LaunchError {
            try Task.checkCancellation()
            if case .output(let path, let reason) = error { throw HarnessError.cannotWrite(path: path, reason: reason) }
            record.failure = "it could not be started: \(error)"
        } catch let error as CocoaError {
            throw HarnessError.cannotWrite(path: job.outputFolder, reason: ResultFolder.reason(error))
        }
        try folder.write(record, asJSONTo: path)
        return Outcome(record: record, plan: shown, report: report)
    }

    private func read() throws -> ToolReport {
        let output: ToolOutput
        do { output = try ToolOutput(path: job.outputFolder) } catch {
            throw HarnessError.cannotRead(path: job.outputFolder, reason: ResultFolder.reason(error))
        }
        var report = try setup.adapter.read(output, version: setup.version)
        // What the recipe calls it: one tool may be there twice.
        report.tool = setup.choice.id
        return report
    }

    /// The last lines that the tool wrote to stderr, as the end of a message. Empty when it wrote none.
    private var lastWords: String {
        let text = FileManager.default.contents(atPath: job.outputFolder + "/stderr.log") ?? Data()
        let lines = String(decoding: text.suffix(4096), as: UTF8.self).split(whereSeparator: \.isNewline).suffix(3)
        let words = lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return words.isEmpty ? "" : " Its last words: \(words.joined(separator: " / "))"
    }

    private static func exitText(_ exit: ToolExit?) -> String {
        switch exit?.reason {
        case .exited(let code) where code != 0: "it ended with status \(code); "
        case .signalled(let signal): "it was ended by signal \(signal); "
        default: ""
        }
    }
}
