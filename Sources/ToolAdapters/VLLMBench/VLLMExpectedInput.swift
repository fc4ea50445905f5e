import BenchModel

/// How many prompt tokens a server is expected to count for each request of a plan.
struct VLLMExpectedInput {
    let sentence: String

    init(_ job: ToolJob) {
        let workload = job.recipe.workload
        let isChat = job.recipe.api == .chat
        guard workload.prompts == .own else {
            sentence = "what the lines of the prompt file hold" + (isChat ? ", in the server's chat template" : "")
            return
        }
        let ratio = workload.rangeRatio
        let low = workload.prefixTokens + Int((Double(workload.inputTokens) * (1 - ratio)).rounded(.down))
        let high = workload.prefixTokens + Int((Double(workload.inputTokens) * (1 + ratio)).rounded(.up))
        func range(plus added: Int) -> String {
            low == high ? "\(low + added)" : "\(low + added) to \(high + added)"
        }
        guard isChat else {
            sentence = range(plus: 0)
            return
        }
        let template = job.templateTokens.map { " (\(range(plus: $0)) where the template adds \($0))" } ?? ""
        sentence =
            range(plus: 0) + " + chat template tokens" + template + ", less those that the tokenizer adds by itself"
    }
}
