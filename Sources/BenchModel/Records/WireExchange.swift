/// One request and its answer as the tap saw them pass. Instants are the tap's own, taken when bytes came out of a socket
/// and before they were passed on.
package struct WireExchange: Sendable, Equatable, Codable {
    /// How it ended.
    package enum Ending: String, Sendable, Codable {
        /// The answer came to its end.
        case complete
        /// The server ended the connection before that.
        case serverClosed = "server_closed"
        /// The client did.
        case clientClosed = "client_closed"
        /// It was still under way when the tap was asked or ended.
        case open
    }

    /// Place in the order in which requests came in at this port, from 0.
    package var index: Int
    /// Number of the client's connection at this port, from 0.
    package var connection: Int
    /// Place among the requests of its connection: 0 for the first.
    package var place: Int
    package var method: String
    /// Path and query as in the request line.
    package var target: String
    /// Of the request; values of secrets are `***`.
    package var fields: [HTTPField]
    package var body: [UInt8]
    /// First byte of the request.
    package var received: Instant
    /// Its last byte. Nil when it did not come whole.
    package var receivedWhole: Instant?
    /// Bytes of the answer's body for everything but event streams; at most a few kilobytes. Empty with a stream.
    package var answerExcerpt: [UInt8]
    /// Of the answer. Nil when none came.
    package var status: Int?
    /// Of the answer's head.
    package var answerFields: [HTTPField]
    /// Every message of the stream, or one for an answer that came whole.
    package var messages: WireMessages
    /// The same exchange under the canonical definitions; `sent` is `received`.
    package var record: RequestRecord
    package var ending: Ending

    package init(index: Int, connection: Int, place: Int, method: String, target: String, received: Instant) {
        self.index = index
        self.connection = connection
        self.place = place
        self.method = method
        self.target = target
        self.received = received
        fields = []
        body = []
        answerExcerpt = []
        answerFields = []
        messages = WireMessages()
        record = RequestRecord(index: index, sent: received)
        ending = .open
    }

    /// Whether it asks a model for text: what a load tester measures.
    package var isGeneration: Bool {
        guard method == "POST" else { return false }
        return target.utf8.prefix { $0 != UInt8(ascii: "?") }.suffix(12).elementsEqual("/completions".utf8)
    }
}
