/// One pass over a chunk's bytes that finds the facts without building values.
///
/// It accepts only JSON that is valid and has the shape that vLLM sends; whatever else it meets (escaped or repeated
/// keys, errors, tool calls, odd types, deep nesting, broken JSON) it leaves to `ChunkDocument`.
enum ChunkScanner {
    private typealias Undecided = JSONCursor.Undecided

    /// What one pass finds.
    struct Finding {
        var facts = ChunkFacts()
        /// The strings that carry output if they are not empty, the last one between its quotes.
        fileprivate(set) var texts = 0
        fileprivate(set) var lastText = 0..<0

        /// The text that alone decides whether the chunk carries output. Nil when several do or none is there.
        var onlyText: Range<Int>? { texts == 1 ? lastText : nil }

        fileprivate mutating func add(_ text: Range<Int>?) {
            guard let text else { return }
            texts += 1
            lastText = text
            if !text.isEmpty { facts.carriesOutput = true }
        }
    }

    /// Nil when undecided.
    static func finding(in bytes: RawSpan) -> Finding? {
        var cursor = JSONCursor()
        return try? document(&cursor, bytes)
    }

    private static func document(_ cursor: inout JSONCursor, _ bytes: RawSpan) throws(Undecided) -> Finding {
        var finding = Finding()
        var seen = Seen()
        cursor.skipSpace(bytes)
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "choices", bytes) {
                try seen.mark(0)
                try choices(&cursor, bytes, into: &finding)
            } else if JSONCursor.key(key, is: "usage", bytes) {
                try seen.mark(1)
                finding.facts.usage = try usage(&cursor, bytes)
            } else if JSONCursor.key(key, is: "error", bytes) {
                try cursor.null(bytes)
            } else if JSONCursor.key(key, is: "object", bytes) {
                let value = try cursor.string(bytes)
                if JSONCursor.key(value, is: "error", bytes) { throw Undecided() }
            } else {
                try cursor.skipValue(bytes, depth: 1)
            }
        }
        cursor.skipSpace(bytes)
        guard cursor.position == bytes.byteCount else { throw Undecided() }
        return finding
    }

    private static func choices(_ cursor: inout JSONCursor, _ bytes: RawSpan, into finding: inout Finding)
        throws(Undecided)
    {
        if try cursor.passNull(bytes) { return }
        finding.facts.hasChoices = try cursor.array(bytes) { (cursor) throws(Undecided) in
            var seen = Seen()
            try cursor.object(bytes) { (cursor, key) throws(Undecided) in
                if JSONCursor.key(key, is: "delta", bytes) || JSONCursor.key(key, is: "message", bytes) {
                    try seen.mark(0)
                    try delta(&cursor, bytes, into: &finding)
                } else if JSONCursor.key(key, is: "text", bytes) {
                    try seen.mark(1)
                    finding.add(try cursor.text(bytes))
                } else if JSONCursor.key(key, is: "finish_reason", bytes) {
                    try seen.mark(2)
                    if try !cursor.passNull(bytes) {
                        try cursor.skipValue(bytes, depth: 3)
                        finding.facts.isFinished = true
                    }
                } else {
                    try cursor.skipValue(bytes, depth: 3)
                }
            }
        }
    }

    private static func delta(_ cursor: inout JSONCursor, _ bytes: RawSpan, into finding: inout Finding)
        throws(Undecided)
    {
        if try cursor.passNull(bytes) { return }
        var seen = Seen()
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "content", bytes) {
                try seen.mark(0)
                finding.add(try cursor.text(bytes))
            } else if JSONCursor.key(key, is: "reasoning", bytes) {
                try seen.mark(1)
                finding.add(try cursor.text(bytes))
            } else if JSONCursor.key(key, is: "reasoning_content", bytes) {
                try seen.mark(2)
                finding.add(try cursor.text(bytes))
            } else if JSONCursor.key(key, is: "tool_calls", bytes) {
                try seen.mark(3)
                if try !cursor.passNull(bytes) {
                    _ = try cursor.array(bytes) { (_) throws(Undecided) in throw Undecided() }
                }
            } else if JSONCursor.key(key, is: "function_call", bytes) {
                try cursor.null(bytes)
            } else {
                try cursor.skipValue(bytes, depth: 4)
            }
        }
    }

    private static func usage(_ cursor: inout JSONCursor, _ bytes: RawSpan) throws(Undecided) -> TokenUsage? {
        if try cursor.passNull(bytes) { return nil }
        var usage = TokenUsage()
        var seen = Seen()
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "prompt_tokens", bytes) {
                try seen.mark(0)
                usage.promptTokens = try cursor.count(bytes)
            } else if JSONCursor.key(key, is: "completion_tokens", bytes) {
                try seen.mark(1)
                usage.completionTokens = try cursor.count(bytes)
            } else if JSONCursor.key(key, is: "prompt_tokens_details", bytes) {
                try seen.mark(2)
                if try !cursor.passNull(bytes) { usage.cachedTokens = try cachedTokens(&cursor, bytes) }
            } else {
                try cursor.skipValue(bytes, depth: 2)
            }
        }
        return usage
    }

    private static func cachedTokens(_ cursor: inout JSONCursor, _ bytes: RawSpan) throws(Undecided) -> Int? {
        var cached: Int?
        var seen = Seen()
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "cached_tokens", bytes) {
                try seen.mark(0)
                cached = try cursor.count(bytes)
            } else {
                try cursor.skipValue(bytes, depth: 3)
            }
        }
        return cached
    }

    /// Keys met in one object: what a repeated key means is not the scanner's to say.
    private struct Seen {
        private var bits: UInt8 = 0

        mutating func mark(_ bit: UInt8) throws(Undecided) {
            guard bits & (1 << bit) == 0 else { throw Undecided() }
            bits |= 1 << bit
        }
    }
}
