import BenchModel
import Foundation
package import Traffic

/// From a job to the engine's plan: the prompts, the bodies and the headers.
package enum NativeLoad {
    /// Bodies are encoded here, before any clock starts.
    /// - Throws: `PromptSet`'s errors with `prompts: own`; `OutputError` when the prompt file cannot be read.
    package static func plan(for job: ToolJob) async throws -> LoadPlan {
        let workload = job.recipe.workload
        let lengths = RequestLengths(workload)
        let prompts: [String]
        var outputTokens = lengths.output
        if let file = job.promptFile {
            let lines = try PromptLines.readLines(file)
            prompts = lines.map(\.prompt)
            for index in outputTokens.indices {
                outputTokens[index] = lines[index % lines.count].outputTokens ?? outputTokens[index]
            }
        } else {
            prompts = try await PromptSet.make(
                count: workload.requests,
                tokens: lengths.input.map { $0 + workload.prefixTokens + extraTokens(of: job) },
                prefixTokens: workload.prefixTokens,
                api: job.recipe.api,
                model: job.recipe.model.requestName,
                baseURL: job.baseURL,
                headers: headers(for: job),
                seed: workload.promptSeed
            )
        }
        var plan = self.plan(for: job, prompts: prompts, outputTokens: outputTokens)
        plan.due = schedule(of: workload, count: plan.requests)?.due
        return plan
    }

    /// Nil in a closed loop.
    private static func schedule(of workload: Workload, count: Int) -> ArrivalSchedule? {
        let (shape, seed) = (workload.burstiness, workload.promptSeed)
        if let rampUp = workload.rampUp {
            return ArrivalSchedule(count: count, rampUp: rampUp, burstiness: shape, seed: seed)
        }
        return workload.rate.map { ArrivalSchedule(count: count, rate: $0, burstiness: shape, seed: seed) }
    }

    /// The plan of a closed loop for prompts that are at hand, cycled when there are more output lengths than prompts.
    package static func plan(for job: ToolJob, prompts: [String], outputTokens: [Int]) -> LoadPlan {
        let workload = job.recipe.workload
        let isChat = job.recipe.api == .chat
        let bodies = outputTokens.indices.map { index in
            RequestBody.encode(
                model: job.recipe.model.requestName,
                prompt: prompts[index % prompts.count],
                isChat: isChat,
                maxTokens: outputTokens[index],
                temperature: workload.temperature,
                topP: workload.topP,
                topK: workload.topK,
                minP: workload.minP,
                repetitionPenalty: workload.repetitionPenalty,
                presencePenalty: workload.presencePenalty,
                frequencyPenalty: workload.frequencyPenalty,
                stop: workload.stop,
                seed: workload.seed,
                ignoreEOS: workload.ignoreEOS,
                stream: true,
                cacheSalt: job.cacheSalt,
                extraBody: workload.extraBody
            )
        }
        return LoadPlan(
            url: job.baseURL + job.recipe.api.path,
            bodies: bodies,
            headers: headers(for: job).map { (name: $0.0, value: $0.1) },
            concurrency: workload.concurrency ?? .max,
            isChat: isChat
        )
    }

    /// Tokens beyond the recipe's that the server is to see: the chat template's with `lengths: aligned`, where every
    /// tool sends as many content tokens as the recipe says.
    static func extraTokens(of job: ToolJob) -> Int {
        let workload = job.recipe.workload
        guard workload.prompts == .own, workload.lengths == .aligned, job.recipe.api == .chat else { return 0 }
        return job.templateTokens ?? 0
    }

    package static func headers(for job: ToolJob) -> [(String, String)] {
        var headers = job.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let key = job.apiKey { headers.append(("authorization", "Bearer \(key)")) }
        return headers
    }
}
