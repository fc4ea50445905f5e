package import BenchModel

/// Prompts of made-up words whose token counts, as the server itself counts them, are exactly as asked.
package enum PromptSet {
    /// Distinct prompts; the same for the same arguments and the same tokenizer. None holds a line break, starts or ends
    /// in white space or is JSON.
    /// - Parameters:
    ///   - tokens: Wanted `prompt_tokens` of each, chat template and prefix included; as many as `count`.
    ///   - prefixTokens: Tokens of a text that all prompts start with. 0: none.
    ///   - baseURL: Without a trailing slash and without `/v1`.
    package static func make(
        count: Int,
        tokens: [Int],
        prefixTokens: Int,
        api: API,
        model: String,
        baseURL: String,
        headers: [(String, String)],
        trust: TLSTrust = .systemRoots,
        seed: Int
    ) async throws(PromptSetError) -> [String] {
        precondition(tokens.count == count)
        guard let shortest = tokens.min() else { return [] }
        let tokenizer = ServerTokenizer(baseURL: baseURL, model: model, headers: headers, trust: trust)
        let overhead = try await overhead(of: api, tokenizer)
        let fixed = overhead + prefixTokens
        guard shortest > fixed else { throw .tooShort(wanted: shortest, least: fixed + 1) }
        let maker = try await PromptMaker(tokenizer: tokenizer, isShort: shortest - fixed < 8, seed: seed)
        let prefix = try await prefix(of: prefixTokens, maker, seed: seed)

        @Sendable func prompt(_ index: Int, salt: Int) async throws(PromptSetError) -> String {
            var random = SeededGenerator(seed: seed &* 1_000_003 &+ salt &* 500_009 &+ index)
            let (text, reached) = try await maker.text(
                prefix: prefix,
                wanted: tokens[index],
                fixed: fixed,
                as: .request(api),
                using: &random
            )
            guard reached == tokens[index] else {
                throw .notReached(index: index, wanted: tokens[index], reached: reached)
            }
            return text
        }

        var prompts = try await Parallel.map(Array(0..<count)) { (index) async throws(PromptSetError) in
            try await prompt(index, salt: 0)
        }
        var seen: Set<String> = []
        for index in prompts.indices {
            var salt = 0
            while !seen.insert(prompts[index]).inserted {
                salt += 1
                guard salt < 100 else { throw .notDistinct(count: count, tokens: tokens[index]) }
                prompts[index] = try await prompt(index, salt: salt)
            }
        }
        return prompts
    }

    /// Tokens that the chat template adds to a user's text.
    package static func templateTokens(
        baseURL: String,
        model: String,
        headers: [(String, String)] = []
    ) async throws(PromptSetError) -> Int {
        try await overhead(of: .chat, ServerTokenizer(baseURL: baseURL, model: model, headers: headers))
    }

    private static func overhead(of api: API, _ tokenizer: ServerTokenizer) async throws(PromptSetError) -> Int {
        let text = "bado"
        return try await tokenizer.count(text, as: .request(api)) - tokenizer.count(text, as: .bare)
    }

    private static func prefix(
        of tokens: Int,
        _ maker: PromptMaker,
        seed: Int
    ) async throws(PromptSetError) -> String {
        guard tokens > 0 else { return "" }
        var random = SeededGenerator(seed: seed &* 1_000_003 &- 1)
        let (text, reached) = try await maker.text(wanted: tokens, fixed: 0, as: .bare, using: &random)
        guard reached == tokens else { throw .notReached(index: -1, wanted: tokens, reached: reached) }
        return text
    }
}
