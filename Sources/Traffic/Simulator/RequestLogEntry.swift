import BenchModel

/// What happened to one request, as the simulator's log tells it.
struct RequestLogEntry: Sendable, Equatable {
    /// Place in the order in which requests were read, from 0.
    var index: Int
    /// The `id` of the answer. Nil for a request that generates nothing.
    var id: String?
    var path: String
    var stream = false
    /// When the whole request had been read.
    var received: Instant
    /// When an engine took the request into a batch. Nil without one, and when it never did.
    var admitted: Instant?
    /// Tokens of the prompt that an engine had in its prefix cache.
    var cachedTokens = 0
    /// Place of its connection in the order of accepting, from 0.
    var connection: Int
    var promptTokens = 0
    /// Tokens that were written.
    var outputTokens = 0
    /// When the head of the reply had been written. Nil when it was not.
    var head: Instant?
    /// When each token had been written; one instant for an answer given as a whole.
    var chunks: [Instant] = []
    /// When the usage had been written. Nil when it was not.
    var usage: Instant?
    /// When the end of the reply had been written. Nil when the client went away before.
    var done: Instant?
    /// 0 when the connection was closed before any.
    var status: Int
    /// The fault that hit the answer, in the words that ask for it. Nil for none.
    var fault: String?
    /// The longest time that a token was written after it was due, in nanoseconds.
    var maximumLag: Int64 = 0

    /// The entry as one line of JSON, instants and the lag in seconds.
    var line: String {
        let instant: (Instant) -> String = { JSONText.seconds(nanoseconds: $0.nanoseconds) }
        let optional: (Instant?) -> String = { $0.map(instant) ?? "null" }
        return """
            {"index":\(index),"id":\(id.map(JSONText.quoted) ?? "null"),"path":\(JSONText.quoted(path)),\
            "stream":\(stream),"received":\(instant(received)),"connection":\(connection),\
            "prompt_tokens":\(promptTokens),"output_tokens":\(outputTokens),"head":\(optional(head)),\
            "chunks":[\(chunks.map(instant).joined(separator: ","))],"usage":\(optional(usage)),\
            "done":\(optional(done)),"status":\(status),"max_lag":\(JSONText.seconds(nanoseconds: maximumLag)),\
            "fault":\(fault.map(JSONText.quoted) ?? "null"),"admitted":\(optional(admitted)),\
            "cached_tokens":\(cachedTokens)}

            """
    }
}
