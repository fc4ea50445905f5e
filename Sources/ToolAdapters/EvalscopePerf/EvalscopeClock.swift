import BenchModel

/// Which events of an answer a release puts a stamp on, and so what a row of its database means.
enum EvalscopeClock: Equatable {
    /// Up to 1.1.0: every JSON event, the empty role chunk, the finish chunk and the usage chunk included. The latency
    /// ends with the connection.
    case everyEvent
    /// 1.1.1 to 1.11.0: every event with `choices`, the role chunk and the finish chunk included. The latency ends with
    /// the last event, which is the usage chunk.
    case everyChoice
    /// From 1.11.1 on: every event that carries output. The latency ends as before.
    case everyOutput

    /// - Parameters:
    ///   - version: Nil when unknown; then the table, the arguments and the data tell.
    ///   - arguments: Of `benchmark_args.json`.
    /// - Returns: Nil when nothing tells 1.10.0 and 1.11.0 from later releases.
    static func of(_ database: EvalscopeDatabase, version: ToolVersion?, arguments: JSONValue?) -> EvalscopeClock? {
        if database.hasInstants { return .everyEvent }
        if !database.hasStreamColumn { return .everyChoice }
        if let version { return version < "1.11.1" ? .everyChoice : .everyOutput }
        // An argument that 1.12.0 added.
        if arguments?["enable_pd_metrics"] != nil { return .everyOutput }
        // Up to 1.11.0 failed requests have no end.
        if let failed = database.rows.first(where: { !$0.succeeded }) {
            return failed.completed == nil ? .everyChoice : .everyOutput
        }
        // More events than tokens: some of them carry none.
        guard let surplus = surplus(in: database) else { return nil }
        if surplus > 0 { return .everyChoice }
        return surplus == 0 ? .everyOutput : nil
    }

    /// What in the data cannot be of the release that is said to have written them, as a sentence. Nil when all fits.
    static func contradiction(
        of version: ToolVersion,
        in database: EvalscopeDatabase,
        arguments: JSONValue?
    ) -> String? {
        let hasOutputClock = version >= "1.11.1"
        let failed = database.rows.first { !$0.succeeded }
        let signs = [
            (database.hasInstants != (version < "1.1.1"), "the columns for chunk times are those of another release"),
            (database.hasStreamColumn != (version >= "1.10.0"), "the columns are those of another release"),
            (
                arguments?["enable_pd_metrics"] != nil && version < "1.12.0",
                "the arguments are those of 1.12.0 or newer"
            ),
            (
                hasOutputClock && !database.hasInstants && surplus(in: database) ?? 0 > 0,
                "answers have more chunks than tokens, which releases before 1.11.1 record"
            ),
            (
                hasOutputClock && !database.hasInstants && failed.map { $0.completed == nil } ?? false,
                "failed requests have no end, which is so before 1.11.1"
            ),
        ]
        return signs.first(where: \.0).map { "The data are said to be of evalscope \(version), but \($0.1)." }
    }

    /// The most events that any answer has beyond its tokens. Nil when there is no answer.
    /// Several tokens in a chunk make it smaller, so that the largest over all answers tells what the server frames
    /// every answer with.
    static func surplus(in database: EvalscopeDatabase) -> Int? {
        database.rows.compactMap { row in
            guard row.succeeded, row.isStreamed ?? true, let tokens = row.outputTokens, tokens > 0 else { return nil }
            return row.stamps.count + (database.hasInstants ? 0 : 1) - tokens
        }.max()
    }

    /// Events that come from one write of the server lie closer than this, in seconds.
    private static let sameWrite = 1e-3

    /// Whether in most answers the last two events with `choices` come from one write of the server and the first two do
    /// not, as where no role chunk begins the answer and a finish chunk ends it.
    static func endsAtOnce(_ database: EvalscopeDatabase) -> Bool {
        let answers = database.rows.filter { $0.succeeded && $0.isStreamed ?? true }
        let ending = answers.count { row in
            var gaps = row.stamps
            // The usage chunk is the last of all.
            if database.hasInstants { gaps = zip(gaps.dropFirst(), gaps).map { $0 - $1 }.dropLast() }
            guard gaps.count > 1, let first = gaps.first, let last = gaps.last else { return false }
            return last < sameWrite && first >= sameWrite
        }
        return ending * 2 > answers.count
    }
}
