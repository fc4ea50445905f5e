import BenchModel

/// What a scripted client has of one request.
struct ScriptedAnswer: Sendable {
    var record: RequestRecord
    var messages: WireMessages
    /// Words of its prompt.
    var words: Int
}
