import BenchModel

/// Makes texts of an exact token count: made-up words up to about the length, one-token words for the rest.
struct PromptMaker: Sendable {
    /// Counts that one text may take. Ordinary tokenizers need one to three.
    private static let attempts = 40

    private let tokenizer: ServerTokenizer
    /// Words that take one token each behind another word.
    private let fillers: [String]
    /// Mean tokens of a made-up word, at least 1.
    private let tokensPerWord: Double

    /// Learns from the server what words cost.
    /// - Parameter isShort: Texts of very few tokens are wanted, so that a larger choice of fillers is needed.
    init(tokenizer: ServerTokenizer, isShort: Bool, seed: Int) async throws(PromptSetError) {
        self.tokenizer = tokenizer
        let anchor = try await tokenizer.count("ba", as: .bare)
        func singles(_ candidates: [String]) async throws(PromptSetError) -> [String] {
            let costs = try await Parallel.map(candidates) { (word) async throws(PromptSetError) in
                try await tokenizer.count("ba" + String(repeating: " " + word, count: 4), as: .bare) - anchor
            }
            return zip(candidates, costs).filter { $1 == 4 }.map(\.0)
        }
        var fillers = try await singles(WordSource.letters)
        if isShort || fillers.isEmpty { fillers += try await singles(WordSource.syllables) }
        guard !fillers.isEmpty else { throw .noSingleTokenWord }
        self.fillers = fillers
        var random = SeededGenerator(seed: seed)
        let sample = (["ba"] + WordSource.words(64, using: &random)).joined(separator: " ")
        tokensPerWord = max(1, Double(try await tokenizer.count(sample, as: .bare) - anchor) / 64)
    }

    /// - Parameters:
    ///   - prefix: Stands in front, with a space behind it. Empty: none.
    ///   - wanted: Tokens in all, under `counting`.
    ///   - fixed: Tokens of these that prefix and template take.
    /// - Returns: Nil with the last count when the length is not reached.
    func text(
        prefix: String = "",
        wanted: Int,
        fixed: Int,
        as counting: ServerTokenizer.Counting,
        using random: inout SeededGenerator
    ) async throws(PromptSetError) -> (text: String, reached: Int) {
        var words = WordSource.words(wordCount(for: wanted - fixed), using: &random)
        var rest: [String] = []
        if words.isEmpty { rest.append(filler(using: &random)) }
        var reached = 0
        for _ in 0..<Self.attempts {
            let text = ((prefix.isEmpty ? [] : [prefix]) + words + rest).joined(separator: " ")
            reached = try await tokenizer.count(text, as: counting)
            var missing = wanted - reached
            if missing == 0 { return (text, reached) }
            if missing > 0 {
                // Another round costs a call: only a text that is far too short gets more words.
                if missing > 16 + wanted / 4 {
                    words += WordSource.words(max(1, wordCount(for: missing)), using: &random)
                    missing = 0
                }
                for _ in 0..<missing { rest.append(filler(using: &random)) }
            } else {
                let surplus = -missing
                let dropped = min(rest.count, surplus)
                rest.removeLast(dropped)
                if dropped < surplus {
                    words.removeLast(min(words.count, max(1, Int(Double(surplus - dropped) / tokensPerWord))))
                }
                if words.isEmpty, rest.isEmpty { rest.append(filler(using: &random)) }
            }
        }
        return ("", reached)
    }

    /// Words that stay safely below that many tokens; exactly as many where a word is a token.
    private func wordCount(for tokens: Int) -> Int {
        guard tokens > 0 else { return 0 }
        let room = Double(tokens)
        if tokensPerWord == 1 { return tokens }
        return max(0, Int((room - room.squareRoot()) / tokensPerWord))
    }

    private func filler(using random: inout SeededGenerator) -> String {
        fillers[Int.random(in: 0..<fillers.count, using: &random)]
    }
}
