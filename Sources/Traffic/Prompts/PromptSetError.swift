/// Why no prompts of exact length could be made.
package enum PromptSetError: Error, Equatable {
    /// The server has no `/tokenize`; `reply` is what it said.
    case noTokenizer(url: String, status: Int, reply: String)
    case request(url: String, HTTPClientError)
    case status(url: String, Int, reply: String)
    /// The answer of `/tokenize` holds no count; the text is its start.
    case unexpectedReply(url: String, String)
    /// Fewer tokens are wanted than template, prefix and one word take.
    case tooShort(wanted: Int, least: Int)
    /// The words that can fill up a length, a letter or a syllable, all take more than one token.
    case noSingleTokenWord
    /// The last count that was reached for a prompt.
    case notReached(index: Int, wanted: Int, reached: Int)
    /// There are not that many different prompts of so few tokens.
    case notDistinct(count: Int, tokens: Int)

    /// What is wrong and what to do, as one sentence without a full stop.
    package var fact: String {
        switch self {
        case .noTokenizer(let url, let status, let reply):
            "the server has no usable \(url) (HTTP \(status): \(reply)), which prompts of exact length need; "
                + "use prompts of the tools' own or from a file"
        case .request(let url, let error): "POST \(url) failed: \(error.fact)"
        case .status(let url, let status, let reply): "POST \(url) brought HTTP \(status): \(reply)"
        case .unexpectedReply(let url, let text): "POST \(url) brought no token count but '\(text)'"
        case .tooShort(let wanted, let least):
            "a prompt of \(wanted) tokens is too short: chat template, prefix and one word take \(least); ask for more"
        case .noSingleTokenWord: "the server's tokenizer has no one-token word among letters and syllables"
        case .notReached(let index, let wanted, let reached):
            "prompt \(index) does not come to \(wanted) tokens, only to \(reached); try another seed"
        case .notDistinct(let count, let tokens):
            "there are no \(count) different prompts of \(tokens) tokens; ask for longer ones"
        }
    }
}
