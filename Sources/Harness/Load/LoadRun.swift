package import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// `concord load`: the native engine alone.
package struct LoadRun: Sendable {
    private let url: String
    private let model: String?
    private let api: API
    private let workload: Workload
    private let environment: [String: String]

    package init(url: String, model: String?, api: API, workload: Workload, environment: [String: String]) {
        self.url = url
        self.model = model
        self.api = api
        self.workload = workload
        self.environment = environment
    }

    /// The members of a JSON object. Nil when the text is none.
    package static func bodyMembers(_ text: String) -> [String: JSONValue]? {
        guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else {
            return nil
        }
        return members
    }

    /// - Throws: `HarnessError`; `CancellationError` when it was stopped before the first request was sent.
    package func run(onProgress: @escaping @Sendable (String) -> Void) async throws -> MeasurementDocument {
        do { return try await perform(onProgress) } catch {
            try Task.checkCancellation()
            throw error
        }
    }

    private func perform(_ onProgress: @escaping @Sendable (String) -> Void) async throws -> MeasurementDocument {
        let baseURL = BaseURL.trimmed(url)
        let secrets = try Secrets(workload, environment: environment)
        var headers = secrets.headers.map { ($0.key, $0.value) }
        if let key = secrets.apiKey { headers.append(("authorization", "Bearer \(key)")) }
        let name = try await ServerFacts.model(at: baseURL, wanted: model, headers: headers)
        let recipe = Recipe(name: "load", server: .url(baseURL), model: ModelChoice(name: name))
        var job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: baseURL, outputFolder: "")
        job.recipe.api = api
        job.recipe.workload = workload
        job.promptFile = workload.file
        job.apiKey = secrets.apiKey
        job.headers = secrets.headers
        onProgress("making \(workload.requests) prompts")
        let plan: LoadPlan
        do { plan = try await NativeLoad.plan(for: job) } catch let error as PromptSetError {
            throw HarnessError.prompts(error)
        } catch let error as OutputError { throw HarnessError.output(error) }
        do throws(LoadError) {
            let result = try await LoadEngine.run(plan) { progress in
                let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
                onProgress("\(progress.completed)/\(progress.total) requests\(failed), \(progress.chunks) chunks")
            }
            return NativeReportWriter.document(of: result)
        } catch { throw HarnessError.load(error) }
    }
}
