/// What an answer must not exceed, so that no server can take all memory or hold a slot for ever. Far beyond what is asked
/// for: it is no check of lengths.
package struct AnswerLimits: Sendable, Equatable {
    /// Longest event of the stream. Default 16 MiB.
    package var eventBytes = EventStreamParser.limit
    /// Output-carrying chunks. Default: no limit.
    package private(set) var chunks = Int.max
    /// Bytes with head and framing. Default: no limit.
    package private(set) var bytes = Int.max
    /// Messages that are kept, where they are. Default some 4 million.
    package var messages = 1 << 22
    /// Tokens that were asked for. Nil when not known.
    private var asked: Int?

    package init() {}

    /// For a request that asks for so many tokens at the most: a server that sends letter by letter has some four chunks a
    /// token, seldom sixteen, and short answers have room beside; a chunk with everything that can be asked for takes some
    /// kilobytes.
    package init(asked: Int?) {
        guard let asked else { return }
        self.asked = asked
        let tokens = min(max(asked, 1), 1 << 32)
        chunks = tokens * 16 + 1024
        bytes = tokens << 16 + 64 << 20
    }

    /// The second part of a sentence on what went beyond.
    var reason: String { asked.map { ", where \($0) tokens were asked for" } ?? "" }
}
