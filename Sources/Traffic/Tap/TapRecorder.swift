import BenchModel

/// Puts what passes over one connection together into exchanges. It looks on: whatever it does not understand passes all the
/// same, and is not recorded from there on.
struct TapRecorder {
    private let connection: Int
    private let epoch: Int
    private let ledger: TapLedger
    private let secretHeaders: Set<String>
    private var requests = HTTPRequestParser()
    /// Requests without a whole answer, the oldest first; the last one may still be coming in.
    private var waiting: [WireExchange] = []
    private var answer: Exchange?
    private var place = 0
    private var isBlind = false
    /// When the request that is coming in began.
    private var firstByte: Instant

    init(_ ledger: TapLedger, secretHeaders: Set<String>, at now: Instant) {
        self.ledger = ledger
        self.secretHeaders = secretHeaders
        epoch = ledger.epoch
        firstByte = now
        connection = ledger.open(at: now)
    }

    /// Whether no whole request waits for its answer. What cannot be understood is not known to be quiet.
    var isQuiet: Bool { !isBlind && !waiting.contains { $0.receivedWhole != nil } }

    func note(_ change: (inout WireConnection) -> Void) { ledger.update(connection, of: epoch, change) }

    /// Bytes of the client.
    mutating func request(_ bytes: RawSpan, at now: Instant) {
        guard !isBlind else { return }
        var position = 0
        do throws(HTTPFormatError) {
            while true {
                if !requests.isInside { firstByte = now }
                guard let event = try requests.next(in: bytes, from: &position) else { break }
                switch event {
                case .head(let head): begin(head, at: firstByte)
                case .body(let range):
                    if let last = waiting.indices.last { waiting[last].body.append(bytes, range) }
                case .end:
                    if let last = waiting.indices.last { waiting[last].receivedWhole = now }
                }
            }
        } catch { isBlind = true }
    }

    private mutating func begin(_ head: HTTPRequestParser.Head, at received: Instant) {
        var exchange = WireExchange(
            index: ledger.begin(),
            connection: connection,
            place: place,
            method: head.method,
            target: head.target,
            received: received
        )
        exchange.fields = head.fields.map { field in
            let isSecret = SecretName.isSecret(field.name) || secretHeaders.contains(field.name)
            return isSecret ? HTTPField(name: field.name, value: SecretName.mask) : field
        }
        place += 1
        waiting.append(exchange)
        let count = place
        note { $0.requests = count }
    }

    /// Bytes of the server.
    /// - Returns: Whether an answer ended in them.
    mutating func answer(_ bytes: RawSpan, at now: Instant) -> Bool {
        var position = 0
        var ended = false
        while !isBlind, position < bytes.byteCount {
            if answer == nil {
                guard let first = waiting.first else {
                    isBlind = true
                    break
                }
                begin(first)
            }
            position += answer?.receive(bytes.extracting(position..<bytes.byteCount), at: now) ?? bytes.byteCount
            guard answer?.isOver ?? false else { break }
            // Where the framing broke, nobody knows where the next answer begins.
            if !(answer?.hasRegularEnd ?? false) { isBlind = true }
            finish(.complete)
            ended = true
        }
        return ended
    }

    private mutating func begin(_ exchange: WireExchange) {
        var answer = Exchange(
            index: exchange.index,
            streams: nil,
            expectedChunks: ledger.expectedMessages,
            keepsMessages: true
        )
        answer.begin(at: exchange.received)
        self.answer = answer
    }

    /// The server's side of the connection has ended.
    /// - Parameter reason: The system's word when it was no regular end.
    mutating func serverEnded(_ reason: String?, at now: Instant) { end(.serverClosed, reason, at: now) }

    /// The client's side has ended for good.
    mutating func clientEnded(at now: Instant) { end(.clientClosed, nil, at: now) }

    private mutating func end(_ ending: WireExchange.Ending, _ reason: String?, at now: Instant) {
        guard !isBlind else { return }
        while let first = waiting.first {
            if answer == nil { begin(first) }
            answer?.connectionEnded(reason, at: now)
            // An answer that the connection's end completes is complete.
            finish(answer?.record.failure?.kind == .truncated ? ending : .complete)
        }
        isBlind = true
    }

    private mutating func finish(_ ending: WireExchange.Ending) {
        guard !waiting.isEmpty else { return }
        let exchange = Self.joined(waiting.removeFirst(), answer, ending)
        answer = nil
        ledger.add(exchange, of: epoch)
    }

    /// What is under way, as it is now.
    var open: [WireExchange] {
        guard epoch == ledger.epoch else { return [] }
        return waiting.enumerated().map { Self.joined($1, $0 == 0 ? answer : nil, .open) }
    }

    private static func joined(
        _ exchange: WireExchange,
        _ answer: Exchange?,
        _ ending: WireExchange.Ending
    ) -> WireExchange {
        var exchange = exchange
        exchange.ending = ending
        if let answer {
            exchange.status = answer.head?.status
            exchange.answerFields = answer.head?.fields ?? []
            exchange.answerExcerpt = answer.excerpt
            exchange.messages = answer.messages
            exchange.record = answer.record
            exchange.record.index = exchange.index
        }
        if ending == .open {
            exchange.record.failure = RequestFailure(.cancelled, "it was under way")
        } else if !exchange.isGeneration, exchange.record.failure?.kind == .malformed {
            // Only answers of models are expected to have choices.
            exchange.record.failure = nil
        }
        return exchange
    }
}
