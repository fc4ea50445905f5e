/// Why an exchange brought no whole answer, in the server's own words. What the client broke off by itself is none.
package struct WireFailure: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A status from 300 to 499: the server does not do what the request asks.
        case refused
        /// Any other status, or an error in the stream of an answer that began well.
        case failed
        /// The server could not be reached.
        case unreachable
        /// The server ended the connection before the answer did.
        case cut
        /// What came is not what the API says.
        case malformed
    }

    package let kind: Kind
    /// Of the answer. Nil when none came.
    package let status: Int?
    package let message: ServerMessage
    /// The member of the request's body that the message is about. Nil when it names none.
    package let field: String?

    /// Nil when the answer came whole, and when it was the client that did not wait for it.
    package init?(_ exchange: WireExchange) {
        guard exchange.ending == .complete || exchange.ending == .serverClosed,
            let failure = exchange.record.failure
        else { return nil }
        let excerpt = exchange.answerExcerpt
        self.init(
            failure,
            status: exchange.status,
            said: excerpt.isEmpty ? nil : ServerMessage(body: excerpt, fields: exchange.answerFields),
            body: exchange.body
        )
    }

    /// Of a request of which no more is known than that.
    /// - Parameter body: Of the request.
    package init?(_ failure: RequestFailure, body: [UInt8]) {
        let parts = failure.message.split(separator: ": ", maxSplits: 1).map(String.init)
        let status = parts.first.flatMap { $0.hasPrefix("HTTP ") ? Int($0.dropFirst(5)) : nil }
        let said = status == nil || parts.count < 2 ? nil : ServerMessage(body: Array(parts[1].utf8), fields: [])
        self.init(failure, status: status, said: said, body: body)
    }

    private init?(_ failure: RequestFailure, status: Int?, said: ServerMessage?, body: [UInt8]) {
        self.status = status
        switch failure.kind {
        case .cancelled, .timeout, .unspecified: return nil
        case .connect:
            kind = .unreachable
            message = ServerMessage(text: failure.message)
        case .truncated:
            kind = .cut
            message = ServerMessage(text: failure.message)
        case .malformed:
            kind = .malformed
            message = ServerMessage(text: failure.message)
        case .inBand:
            kind = .failed
            message = ServerMessage(text: failure.message)
        case .status:
            kind = status.map { (300..<500).contains($0) } ?? false ? .refused : .failed
            message = said ?? ServerMessage(text: "")
        }
        field = Self.field(of: message, in: body)
    }

    /// `the server refused vllm: 400 "Unsupported parameter …"`.
    package func sentence(about tool: ToolID) -> String {
        let words = message.text.isEmpty ? "without a word" : "\"\(message.text)\""
        return switch kind {
        case .refused, .failed:
            if let status, !(200..<300).contains(status) {
                "the server \(kind == .refused ? "refused" : "failed") \(tool): \(status) \(words)"
            } else {
                "the server failed \(tool): an error in an answer that began with \(status ?? 200): \(words)"
            }
        case .unreachable: "the server could not be reached by \(tool): \(message.text)"
        case .cut: "the server failed \(tool): \(message.text)"
        case .malformed: "the server's answer to \(tool) is not what the API says: \(message.text)"
        }
    }

    /// What the server names in a field of its own; else the first member of the body that its text has in quotes, or, of
    /// those whose names are no ordinary words, in any place.
    private static func field(of message: ServerMessage, in body: [UInt8]) -> String? {
        if let name = message.parameter?.prefix(while: { $0 != "." && $0 != "[" }), !name.isEmpty {
            return String(name)
        }
        let sent = BodyMembers(body).map { Array($0.texts.keys) } ?? []
        let members = Set(sent).union(BodyField.recipeKeys.keys)
        func first(_ marks: [String]) -> String? {
            members.compactMap { name -> (name: String, place: String.Index)? in
                let places = marks.compactMap { message.text.firstRange(of: "\($0)\(name)\($0)")?.lowerBound }
                return places.min().map { (name, $0) }
            }.min { ($0.place, $0.name.count) < ($1.place, $1.name.count) }?.name
        }
        if let quoted = first(["'", "\"", "`"]) { return quoted }
        let words = message.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        return words.first { ($0.contains("_") || $0 == "temperature") && members.contains($0) }
    }
}
