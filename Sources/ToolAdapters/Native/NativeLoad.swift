import BenchModel
import Foundation
package import Traffic

/// From a job to the engine's plan: the prompts, the bodies and the headers.
package enum NativeLoad {
    /// Prompts that are made where only a duration ends the run.
    package static let cycledPrompts = 1000

    /// For the last request of a schedule, which is due when its time ends, and for what waits for a slot then.
    private static let grace = Duration.milliseconds(100)

    /// Bodies are encoded here, before any clock starts.
    /// - Throws: `PromptSet`'s errors with `prompts: own`; `OutputError` when the prompt file cannot be read.
    package static func plan(for job: ToolJob, options: LoadOptions = LoadOptions()) async throws -> LoadPlan {
        var workload = job.recipe.workload
        let lines = try job.promptFile.map { path throws(OutputError) in try PromptLines.readLines(path) }
        let due = schedule(of: workload, options)
        let requests = due?.count ?? (options.countsRequests ? workload.requests : .max)
        workload.requests = options.countsRequests ? requests : min(requests, lines?.count ?? cycledPrompts)
        let lengths = RequestLengths(workload)
        let prompts: [String]
        var outputTokens = lengths.output
        if let lines {
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
                trust: options.trust,
                seed: workload.promptSeed
            )
        }
        var plan = self.plan(for: job, prompts: prompts, outputTokens: outputTokens, streams: options.streams)
        options.apply(to: &plan)
        plan.requests = requests
        plan.due = due
        if let last = due?.last, options.duration != nil { plan.duration = .seconds(last) + grace }
        return plan
    }

    /// When each request of an open loop is due, none after the duration and at least one. Nil in a closed loop.
    private static func schedule(of workload: Workload, _ options: LoadOptions) -> [Double]? {
        guard workload.isOpenLoop else { return nil }
        let within = options.duration.flatMap { workload.requests(within: $0.seconds) }
        let count = options.countsRequests ? workload.requests : within ?? workload.requests
        let (shape, seed) = (workload.burstiness, workload.promptSeed)
        let schedule =
            if let rampUp = workload.rampUp {
                ArrivalSchedule(count: count, rampUp: rampUp, burstiness: shape, seed: seed)
            } else {
                ArrivalSchedule(count: count, rate: workload.rate ?? 1, burstiness: shape, seed: seed)
            }
        guard let limit = options.duration?.seconds else { return schedule.due }
        let inTime = schedule.due.filter { $0 <= limit + 1e-9 }
        return inTime.isEmpty ? [limit] : inTime
    }

    /// The plan of a closed loop for prompts that are at hand, cycled when there are more output lengths than prompts.
    package static func plan(
        for job: ToolJob,
        prompts: [String],
        outputTokens: [Int],
        streams: Bool = true
    ) -> LoadPlan {
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
                stream: streams,
                cacheSalt: job.cacheSalt,
                extraBody: workload.extraBody
            )
        }
        var plan = LoadPlan(
            url: job.baseURL + job.recipe.api.path,
            bodies: bodies,
            headers: headers(for: job).map { (name: $0.0, value: $0.1) },
            concurrency: workload.concurrency ?? .max,
            isChat: isChat
        )
        // Members that the recipe adds may ask for another length.
        let others = ["max_tokens", "max_completion_tokens", "n", "best_of"]
        if !others.contains(where: { workload.extraBody[$0] != nil }) { plan.askedTokens = outputTokens }
        return plan
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
