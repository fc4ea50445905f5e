import BenchModel

/// Request records out of the database of any release.
struct EvalscopeRecords {
    let records: [RequestRecord]
    /// Nil when neither bodies nor arguments tell.
    let api: API?
    private(set) var absent: [MetricFamily: String] = [:]
    private(set) var warnings: [String] = []

    /// - Parameter version: Nil when unknown.
    init(_ database: EvalscopeDatabase, version: ToolVersion?, arguments: JSONValue?) {
        let url = arguments?["url"]?.string
        let isChat = database.isChat ?? url.map { $0.hasSuffix("chat/completions") }
        let api: API? = isChat.map { $0 ? .chat : .completions }
        self.api = api
        let clock = EvalscopeClock.of(database, version: version, arguments: arguments)
        let framing = clock.flatMap { clock in
            EvalscopeFraming(
                clock: clock,
                isChat: api != .completions,
                surplus: EvalscopeClock.surplus(in: database) ?? 0,
                endsAtOnce: EvalscopeClock.endsAtOnce(database)
            )
        }
        records = database.rows.enumerated().map { index, row in
            Self.record(index, row, clock: clock ?? .everyChoice, framing: framing)
        }
        let answers = zip(database.rows, records).filter { $0.0.succeeded && $0.0.isStreamed ?? true }
        if framing == nil, !answers.isEmpty {
            let reason =
                clock == nil
                ? "evalscope before 1.11.1 counts the empty role chunk as the first token; name the version to tell."
                : "Every answer has fewer chunks than tokens, so the empty role chunk cannot be told from output."
            for family in [MetricFamily.ttft, .tpot, .itl] { absent[family] = reason }
        }
        if let version,
            let doubt = EvalscopeClock.contradiction(of: version, in: database, arguments: arguments)
        {
            warnings.append(doubt)
        }
        let silent = answers.count { $0.1.firstChunk == nil && $0.1.firstContent == nil }
        if silent > 0 {
            warnings.append("\(silent) answers had no output; evalscope counts their TTFT as 0.")
        }
        if clock == .everyOutput, !answers.isEmpty {
            warnings.append(
                "evalscope keeps no stamp of a finish chunk without text, and its latency also covers the usage chunk: the "
                    + "end of a request lies between its last output and that."
            )
        }
    }

    private static func record(
        _ index: Int,
        _ row: EvalscopeDatabase.Row,
        clock: EvalscopeClock,
        framing: EvalscopeFraming?
    ) -> RequestRecord {
        var record = RequestRecord(index: index, sent: Instant(seconds: row.start))
        record.inputTokens = row.inputTokens
        record.outputTokens = row.outputTokens
        let end = row.completed.map { Instant(seconds: $0) }
        guard row.succeeded else {
            record.failure = RequestFailure(.unspecified, "evalscope counts it as failed and says no more")
            record.done = end
            return record
        }
        guard row.isStreamed ?? !(row.stamps.isEmpty && row.firstChunk == row.latency) else {
            record.lastChoice = end
            record.done = end
            return record
        }
        var events = instants(of: row, clock: clock)
        if clock == .everyEvent {
            record.done = end
            record.usage = events.popLast()
        } else {
            record.usage = end
        }
        if clock == .everyOutput {
            if let last = events.last, let end { record.lastChoiceBounds = min(last, end)...end }
        } else {
            record.firstChunk = events.first
            record.lastChoice = events.last
        }
        if let framing {
            record.contentChunks = ChunkInstants(events.dropFirst(framing.leading).dropLast(framing.trailing))
            record.firstContent = record.contentChunks.first
        }
        return record
    }

    /// Every stamped event in order, on the run's time line.
    private static func instants(of row: EvalscopeDatabase.Row, clock: EvalscopeClock) -> [Instant] {
        if clock == .everyEvent { return row.stamps.map { Instant(seconds: $0) } }
        // An answer without any output has no first token; evalscope writes 0.
        guard let first = row.firstChunk, first > 0 || !row.stamps.isEmpty else { return [] }
        // Counted from the start, so that a clock of many seconds takes nothing from short times.
        let start = Instant(seconds: row.start)
        var seconds = first
        return [start + seconds]
            + row.stamps.map { gap in
                seconds += gap
                return start + seconds
            }
    }
}
