package import BenchModel
import Foundation
package import ToolAdapters
import Traffic

/// `concord load`: the native engine alone.
package struct LoadRun: Sendable {
    private let url: String
    private let model: String?
    private let api: API
    private let workload: Workload
    private let options: LoadOptions
    private let slo: ServiceLevel?
    private let warmup: Int
    private let environment: [String: String]

    /// - Parameters:
    ///   - slo: What good requests hold. Nil: no goodput is asked for.
    ///   - warmup: Requests that are sent and answered first and enter no figure.
    package init(
        url: String,
        model: String?,
        api: API,
        workload: Workload,
        options: LoadOptions = LoadOptions(),
        slo: ServiceLevel? = nil,
        warmup: Int = 0,
        environment: [String: String]
    ) {
        self.url = url
        self.model = model
        self.api = api
        self.workload = workload
        self.options = options
        self.slo = slo
        self.warmup = warmup
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
    package func run(onEvent: @escaping @Sendable (LoadEvent) -> Void) async throws -> MeasurementDocument {
        do { return try await perform(onEvent) } catch {
            try Task.checkCancellation()
            throw HarnessError(error)?.inWordsOfLoad ?? error
        }
    }

    private func perform(_ onEvent: @escaping @Sendable (LoadEvent) -> Void) async throws -> MeasurementDocument {
        try OpenFileLimit.require(streams: min(workload.concurrency ?? 0, workload.requests), each: 1)
        let baseURL = BaseURL.trimmed(url)
        let secrets = try Secrets(workload, environment: environment)
        var headers = secrets.headers.map { ($0.key, $0.value) }
        if let key = secrets.apiKey { headers.append(("authorization", "Bearer \(key)")) }
        let name = try await ServerFacts.model(at: baseURL, wanted: model, headers: headers, trust: options.trust)
        var recipe = Recipe(name: "load", server: .url(baseURL), model: ModelChoice(name: name))
        recipe.api = api
        recipe.workload = workload
        recipe.warmup.requests = warmup
        var job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: baseURL, outputFolder: "")
        job.promptFile = workload.file
        job.apiKey = secrets.apiKey
        job.headers = secrets.headers
        onEvent(.step("making the prompts"))
        let plan: LoadPlan
        do { plan = try await NativeLoad.plan(for: job, options: options) } catch let error as PromptSetError {
            throw HarnessError.prompts(error)
        } catch let error as OutputError { throw HarnessError.output(error) }
        for note in Self.notes(on: plan) { onEvent(.note(note)) }
        if warmup > 0 {
            onEvent(.step("warming up"))
            try await WarmupLoad.send(recipe, job: job, occasion: 0, options: options)
        }
        do throws(LoadError) {
            let result = try await LoadEngine.run(plan) { onEvent(.progress($0)) }
            var doubts = AnswerDoubts()
            for record in result.records { doubts.add(record, body: plan.bodies[record.index % plan.bodies.count]) }
            for sentence in doubts.sentences { onEvent(.note(sentence)) }
            return NativeReportWriter.document(of: result, plan: plan, duration: options.duration, slo: slo)
        } catch { throw HarnessError.load(error) }
    }

    /// What is not as one might think.
    static func notes(on plan: LoadPlan) -> [String] {
        var notes: [String] = []
        if plan.requests > plan.bodies.count {
            let total = plan.requests == .max ? "Until the time is up" : "For all \(plan.requests) requests"
            notes.append(
                "\(total) the same \(plan.bodies.count) prompts are sent over and over; a prefix cache at the server "
                    + "makes the later ones faster."
            )
        }
        if !plan.streams { notes.append("Answers come whole: there is no TTFT, TPOT or ITL to measure.") }
        return notes
    }
}
