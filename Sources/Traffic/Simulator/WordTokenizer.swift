/// The simulator's tokenizer: some 4,000 made-up four-letter words, split at white space, nothing else. Encoding what
/// was decoded gives the same tokens, so a client's count and the server's can only agree. Python tools load the same
/// tokenizer from the folder that `write(to:)` makes.
package struct WordTokenizer: Sendable {
    /// Word of every token id. Special tokens come first, then the role words, then the made-up words.
    static let vocabulary: [String] = {
        let syllables = "bdfgjklmnrstv".flatMap { consonant in "aeiou".map { "\(consonant)\($0)" } }
        return special + ["system", "user", "assistant"]
            + syllables.flatMap { first in syllables.map { first + $0 } }
    }()

    static let special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<unk>"]

    /// Id of the first made-up word; all from here on have four letters.
    static let firstWord = 7

    private static let unknown = 3
    private static let ids = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, $0) })
    private static let specialBytes = special.map { Array($0.utf8) }

    package init() {}

    /// Tokens that the chat template adds to one user message, the generation prompt included.
    package var templateTokens: Int { promptTokens(messages: [ChatMessage(role: "user", content: "")]) }

    package func encode(_ text: String) -> [Int] {
        var tokens: [Int] = []
        scan(text) { token, word in
            tokens.append(token ?? Self.ids[String(decoding: word, as: UTF8.self)] ?? Self.unknown)
        }
        return tokens
    }

    /// The words joined by one space. Ids outside the vocabulary are left out.
    package func decode(_ tokens: [Int]) -> String {
        tokens.lazy.filter(Self.vocabulary.indices.contains).map { Self.vocabulary[$0] }.joined(separator: " ")
    }

    /// As many as `encode` gives, without looking words up.
    package func count(_ text: String) -> Int {
        var count = 0
        scan(text) { _, _ in count += 1 }
        return count
    }

    /// Tokens of the whole prompt that the chat template makes of the messages, the generation prompt included.
    package func promptTokens(messages: [ChatMessage]) -> Int {
        count(render(messages, generationPrompt: true))
    }

    /// What the chat template makes of the messages.
    func render(_ messages: [ChatMessage], generationPrompt: Bool) -> String {
        var text = ""
        for message in messages {
            text += "<|im_start|>\(message.role)\n"
            text += message.content
            text += "<|im_end|>\n"
        }
        return generationPrompt ? text + "<|im_start|>assistant\n" : text
    }

    /// Calls `visit` for every token in order: with its id when it is a special one, else with the bytes of its word.
    /// Special tokens count wherever they stand, also inside a word, as in the `tokenizers` library.
    @inline(__always)
    private func scan(_ text: String, _ visit: (Int?, Slice<UnsafeBufferPointer<UInt8>>) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var place = 0
            var wordStart = 0
            func endWord() {
                if wordStart < place { visit(nil, bytes[wordStart..<place]) }
            }
            while place < bytes.count {
                let gap = Self.whitespaceLength(bytes, at: place)
                if gap > 0 {
                    endWord()
                    place += gap
                    wordStart = place
                } else if bytes[place] == UInt8(ascii: "<"), let token = Self.specialToken(bytes, at: place) {
                    endWord()
                    let end = place + Self.specialBytes[token].count
                    visit(token, bytes[place..<end])
                    place = end
                    wordStart = place
                } else {
                    place += 1
                }
            }
            endWord()
        }
    }

    private static func specialToken(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        specialBytes.firstIndex { bytes[place...].starts(with: $0) }
    }

    /// Length in bytes of the character at `place` if Unicode calls it white space, else 0.
    @inline(__always)
    private static func whitespaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        let byte = bytes[place]
        if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if byte == 0xC2 { return next == 0x85 || next == 0xA0 ? 2 : 0 }
        let last = place + 2 < bytes.count ? bytes[place + 2] : 0
        switch (byte, next, last) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return 3
        default:
            return 0
        }
    }
}
