import BenchModel
import ToolAdapters
import Traffic

/// The harness's own warm-up: distinct prompts that no tool sends, drained before a tool starts.
enum WarmupLoad {
    /// - Parameter occasion: Any number that differs between warm-ups, so that prompts differ too.
    /// - Throws: `HarnessError.warmupFailed` when every request failed.
    static func send(_ recipe: Recipe, job: ToolJob, occasion: Int) async throws {
        let workload = recipe.workload
        let count = recipe.warmup.requests ?? min(workload.concurrency ?? 16, 256)
        guard count > 0 else { return }
        var generator = SeededGenerator(seed: 0x5741_524D ^ occasion)
        // A made-up word is at most about three tokens of a real vocabulary.
        let words = max(1, workload.inputTokens / 3)
        let prompts = (0..<count).map { _ in
            (0..<words).map { _ in word(&generator) }.joined(separator: " ")
        }
        var plan = NativeLoad.plan(
            for: job,
            prompts: prompts,
            outputTokens: Array(repeating: min(workload.outputTokens, 32), count: count)
        )
        plan.concurrency = min(count, workload.concurrency ?? count)
        let result: LoadResult
        do throws(LoadError) { result = try await LoadEngine.run(plan) } catch { throw HarnessError.load(error) }
        try Task.checkCancellation()
        if let failure = result.records.compactMap(\.failure).first, !result.records.contains(where: \.succeeded) {
            throw HarnessError.warmupFailed(
                url: plan.url,
                reason: failure.message.isEmpty ? failure.kind.rawValue : failure.message
            )
        }
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
