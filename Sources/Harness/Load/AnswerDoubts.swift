import BenchModel
import Foundation

/// What is odd about the answers of a load: nothing fails, and figures mean something else than one might think.
struct AnswerDoubts {
    /// Tokens that an answer may have beyond its chunks: an end token has no text, and a character can take several.
    private static let hiddenTokens = 2
    /// Tokens a chunk from which on the server is held to merge them.
    private static let merged = 1.05

    private var completed = 0
    private var withoutUsage = 0
    private var otherLength = 0
    private var askedTokens = 0
    private var gotTokens = 0
    private var tokens = 0
    private var chunks = 0
    private var hasMerged = false
    private var promptTokens = 0
    private var cachedTokens = 0

    /// - Parameter body: Of the request.
    mutating func add(_ record: RequestRecord, body: [UInt8]) {
        guard record.succeeded else { return }
        completed += 1
        promptTokens += record.inputTokens ?? 0
        cachedTokens += Int(record.inputTokensCached ?? 0)
        guard let got = record.outputTokens else {
            withoutUsage += 1
            return
        }
        if let asked = Self.asked(body), got != asked {
            otherLength += 1
            askedTokens += asked
            gotTokens += got
        }
        guard record.contentChunks.count > 1 else { return }
        tokens += got
        chunks += record.contentChunks.count
        if got - record.contentChunks.count > Self.hiddenTokens { hasMerged = true }
    }

    /// Tokens that a body wants, where the answer may not end before them. Nil when it may.
    private static func asked(_ body: [UInt8]) -> Int? {
        guard let members = BodyMembers(body), members["ignore_eos"] == .bool(true) else { return nil }
        return members["max_completion_tokens"]?.int ?? members["max_tokens"]?.int
    }

    /// One sentence each.
    var sentences: [String] {
        var sentences: [String] = []
        if withoutUsage > 0 {
            sentences.append(
                "\(withoutUsage) of \(completed) answers have no 'usage': the server counted nothing, so that tokens, TPOT and "
                    + "token throughput are not known for them."
            )
        }
        if otherLength > 0 {
            let means = [gotTokens, askedTokens].map { String(format: "%.1f", Double($0) / Double(otherLength)) }
            sentences.append(
                "\(otherLength) of \(completed) answers have another length than was asked for: \(means[0]) tokens on average "
                    + "instead of \(means[1]), although the body has ignore_eos."
            )
        }
        if chunks > 0, hasMerged, Double(tokens) / Double(chunks) >= Self.merged {
            let mean = String(format: "%.1f", Double(tokens) / Double(chunks))
            sentences.append("A chunk carries \(mean) tokens on average: ITL is a time per chunk, and not per token.")
        }
        if cachedTokens > 0, promptTokens > 0 {
            let share = String(format: "%.1f %%", 100 * Double(cachedTokens) / Double(promptTokens))
            sentences.append(
                "The server's prefix cache had \(share) of the prompt tokens: TTFT is lower than without it."
            )
        }
        return sentences
    }
}
