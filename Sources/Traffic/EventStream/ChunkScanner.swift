/// One pass over a chunk's bytes that finds the facts without building values.
///
/// It accepts only JSON that is valid and has the shape that vLLM sends; whatever else it meets (escaped or repeated
/// keys, errors, tool calls, odd types, deep nesting, broken JSON) it leaves to `ChunkDocument`.
enum ChunkScanner {
    private typealias Undecided = JSONCursor.Undecided

    /// Nil when undecided.
    static func facts(in bytes: RawSpan) -> ChunkFacts? {
        var cursor = JSONCursor()
        return try? document(&cursor, bytes)
    }

    private static func document(_ cursor: inout JSONCursor, _ bytes: RawSpan) throws(Undecided) -> ChunkFacts {
        var facts = ChunkFacts()
        var seen = Seen()
        cursor.skipSpace(bytes)
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "choices", bytes) {
                try seen.mark(0)
                try choices(&cursor, bytes, into: &facts)
            } else if JSONCursor.key(key, is: "usage", bytes) {
                try seen.mark(1)
                facts.usage = try usage(&cursor, bytes)
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
        return facts
    }

    private static func choices(_ cursor: inout JSONCursor, _ bytes: RawSpan, into facts: inout ChunkFacts)
        throws(Undecided)
    {
        if try cursor.passNull(bytes) { return }
        facts.hasChoices = try cursor.array(bytes) { (cursor) throws(Undecided) in
            var seen = Seen()
            try cursor.object(bytes) { (cursor, key) throws(Undecided) in
                if JSONCursor.key(key, is: "delta", bytes) || JSONCursor.key(key, is: "message", bytes) {
                    try seen.mark(0)
                    if try delta(&cursor, bytes) { facts.carriesOutput = true }
                } else if JSONCursor.key(key, is: "text", bytes) {
                    try seen.mark(1)
                    if try cursor.text(bytes) { facts.carriesOutput = true }
                } else if JSONCursor.key(key, is: "finish_reason", bytes) {
                    try seen.mark(2)
                    if try !cursor.passNull(bytes) {
                        try cursor.skipValue(bytes, depth: 3)
                        facts.isFinished = true
                    }
                } else {
                    try cursor.skipValue(bytes, depth: 3)
                }
            }
        }
    }

    /// Whether a delta or message carries output.
    private static func delta(_ cursor: inout JSONCursor, _ bytes: RawSpan) throws(Undecided) -> Bool {
        if try cursor.passNull(bytes) { return false }
        var carriesOutput = false
        var seen = Seen()
        try cursor.object(bytes) { (cursor, key) throws(Undecided) in
            if JSONCursor.key(key, is: "content", bytes) {
                try seen.mark(0)
                if try cursor.text(bytes) { carriesOutput = true }
            } else if JSONCursor.key(key, is: "reasoning", bytes) {
                try seen.mark(1)
                if try cursor.text(bytes) { carriesOutput = true }
            } else if JSONCursor.key(key, is: "reasoning_content", bytes) {
                try seen.mark(2)
                if try cursor.text(bytes) { carriesOutput = true }
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
        return carriesOutput
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
            } else {
                try cursor.skipValue(bytes, depth: 2)
            }
        }
        return usage
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
