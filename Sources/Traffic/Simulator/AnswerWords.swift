/// The words of an answer: neighbours in the vocabulary, from a place that depends on the prompt's length alone, so
/// that the same request gets the same answer.
struct AnswerWords: Sendable, Equatable {
    /// Bytes of a word with the space before it.
    static let width = 5

    private static let count = WordTokenizer.vocabulary.count - WordTokenizer.firstWord
    private static let spaced = WordTokenizer.vocabulary[WordTokenizer.firstWord...].flatMap { Array(" \($0)".utf8) }

    let promptTokens: Int

    /// The text of a token: its word, after a space for all but the first.
    func text(_ token: Int) -> String {
        String(decoding: token == 0 ? bytes(token).dropFirst() : bytes(token), as: UTF8.self)
    }

    /// The word with a space before it.
    func bytes(_ token: Int) -> ArraySlice<UInt8> {
        let start = (promptTokens + token) % Self.count * Self.width
        return Self.spaced[start..<start + Self.width]
    }
}
