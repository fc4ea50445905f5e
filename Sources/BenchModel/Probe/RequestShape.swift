/// One request for text and its answer, as far as a tool is responsible for them.
package struct RequestShape: Sendable, Equatable {
    package var method: String
    package var target: String
    package var fields: [HTTPField]
    /// Nil when the body is no JSON.
    package var body: JSONValue?
    package var bodyBytes: Int
    /// Of the answer. Nil when none came.
    package var status: Int?
    package var answerFields: [HTTPField]
    /// What each message of the answer was, in order.
    package var messages: [WireMessages.Kind]
    /// The server's own counts. Nil when it gave none.
    package var promptTokens: Int?
    package var outputTokens: Int?
    package var ending: WireExchange.Ending

    package init(_ exchange: WireExchange) {
        method = exchange.method
        target = exchange.target
        fields = exchange.fields
        body = JSONValue(text: exchange.body)
        bodyBytes = exchange.body.count
        status = exchange.status
        answerFields = exchange.answerFields
        messages = exchange.messages.all.map(\.kind)
        promptTokens = exchange.record.inputTokens
        outputTokens = exchange.record.outputTokens
        ending = exchange.ending
    }

    var succeeded: Bool { status.map { (200..<300).contains($0) } ?? false }
}
