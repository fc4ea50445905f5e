extension [RequestRecord] {
    /// The same requests with the ends that their tool kept no stamp of, as the wire has them: what it says to lie between
    /// two messages is put after, or before, the stamps that the tool has of one of them. Clocks need not agree.
    /// - Parameter exchanges: The measured ones of the same run. With another number of them nothing can be said.
    package func ended(by exchanges: [WireExchange]) -> [RequestRecord] {
        guard count == exchanges.count, contains(where: \.lacksEnd) else { return self }
        // Not every tool writes its requests down in order of sending.
        let places = indices.sorted { (self[$0].sent, self[$0].index) < (self[$1].sent, self[$1].index) }
        let passed = exchanges.sorted { ($0.received, $0.index) < ($1.received, $1.index) }
        var records = self
        for (place, exchange) in zip(places, passed) { records[place].end(by: exchange) }
        return records
    }
}

extension RequestRecord {
    fileprivate var lacksEnd: Bool { succeeded && (lastChoice == nil || done == nil) }

    fileprivate mutating func end(by exchange: WireExchange) {
        let wire = exchange.record
        guard lacksEnd, wire.succeeded, let choice = wire.lastChoice else { return }
        let output = contentChunks.last ?? firstContent
        let message = exchange.messages.lastInstant(butNot: .done)
        if lastChoice == nil {
            let afterOutput = output.flatMap { own in (wire.contentChunks.last).map { own + (choice - $0) } }
            let beforeLast = usage.flatMap { own in message.map { own + -($0 - choice) } }
            bound(by: [afterOutput, beforeLast].compactMap { $0 })
        }
        guard done == nil, let closed = wire.done else { return }
        let last =
            usage.flatMap { own in message.map { (own, $0) } }
            ?? (lastChoice ?? lastChoiceBounds?.upperBound).map { ($0, choice) }
        done = last.map { own, passed in own + Swift.max(0, closed - passed) }
    }

    /// Each of the estimates is right if the client was as late with the one message as with the other.
    private mutating func bound(by estimates: [Instant]) {
        guard var low = estimates.min(), var high = estimates.max() else { return }
        if let known = lastChoiceBounds {
            low = Swift.min(Swift.max(low, known.lowerBound), known.upperBound)
            high = Swift.min(Swift.max(high, known.lowerBound), known.upperBound)
        }
        lastChoiceBounds = low == high ? nil : low...high
        lastChoice = low == high ? low : nil
    }
}
