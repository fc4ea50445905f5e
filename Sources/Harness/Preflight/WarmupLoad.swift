import BenchModel
import ToolAdapters
import Traffic

/// The harness's own warm-up: distinct prompts that no tool sends, drained before a tool starts.
enum WarmupLoad {
    /// - Parameters:
    ///   - occasion: Any number that differs between warm-ups, so that prompts differ too.
    ///   - options: Of them, the time-outs and the trust count.
    /// - Throws: `HarnessError.warmupFailed` when every request failed.
    static func send(_ recipe: Recipe, job: ToolJob, occasion: Int, options: LoadOptions = LoadOptions()) async throws {
        let workload = recipe.workload
        let prompts = prompts(recipe, occasion: occasion)
        let count = prompts.count
        guard count > 0 else { return }
        var plan = NativeLoad.plan(
            for: job,
            prompts: prompts,
            outputTokens: Array(repeating: min(workload.outputTokens, 32), count: count)
        )
        options.apply(to: &plan)
        plan.duration = nil
        plan.streams = true
        plan.concurrency = min(count, workload.concurrency ?? count)
        let result: LoadResult
        do throws(LoadError) { result = try await LoadEngine.run(plan) } catch { throw HarnessError.load(error) }
        try Task.checkCancellation()
        if let record = result.records.first(where: { $0.failure != nil }), let failure = record.failure,
            !result.records.contains(where: \.succeeded)
        {
            let body = plan.bodies[record.index % plan.bodies.count]
            let text = WireFailures.text(failure, of: "the warm-up", body: body, recipe: recipe)
            throw HarnessError.warmupFailed(url: plan.url, reason: text.isEmpty ? failure.kind.rawValue : text)
        }
    }

    /// Sentences for the verdict: a warm-up that is smaller than the load that it comes before.
    static func notes(_ recipe: Recipe) -> [String] {
        let load = min(recipe.workload.concurrency ?? 1, recipe.workload.requests)
        guard let requests = recipe.warmup.requests, requests > 0, requests < load else { return [] }
        return [
            """
            the warm-up sends \(requests) of the \(load) requests that a run has under way at once (warmup.requests): what \
            the server does for the first time at that load is in the figures
            """
        ]
    }

    /// Distinct, and the same for the same occasion.
    static func prompts(_ recipe: Recipe, occasion: Int) -> [String] {
        let count = recipe.warmup.requests ?? recipe.workload.concurrency ?? 16
        var generator = SeededGenerator(seed: 0x5741_524D ^ occasion)
        // A made-up word is at most about three tokens of a real vocabulary.
        let words = max(1, recipe.workload.inputTokens / 3)
        var prompts: [String] = []
        var seen: Set<String> = []
        while prompts.count < count {
            var prompt = (0..<words).map { _ in word(&generator) }.joined(separator: " ")
            while !seen.insert(prompt).inserted { prompt += " " + word(&generator) }
            prompts.append(prompt)
        }
        return prompts
    }

    private static func word(_ generator: inout SeededGenerator) -> String {
        let consonants = Array("bdfgklmnprstvz")
        let vowels = Array("aeiou")
        return String(
            (0..<2).flatMap { _ in
                [consonants.randomElement(using: &generator) ?? "b", vowels.randomElement(using: &generator) ?? "a"]
            }
        )
    }
}
