import BenchModel

/// Request records from the lists of `--save-detailed`, with the families that they cannot give.
struct VLLMRecords {
    private(set) var records: [RequestRecord] = []
    private(set) var absent: [MetricFamily: String] = [:]
    private(set) var warnings: [String] = []
    /// Whether vLLM took requests for completed that cannot be told from failed ones.
    let hasUnknownSamples: Bool

    private let lists: VLLMRequestLists
    private let isOpenLoop: Bool
    /// Whether the last stamp is that of the last message with `choices`.
    private let keepsEnd: Bool

    init(_ lists: VLLMRequestLists, of result: VLLMResult, evidence: VLLMVersionEvidence) {
        self.lists = lists
        isOpenLoop = result.isOpenLoop
        keepsEnd = !(result.endpoint == .chat && !result.isRustClient && evidence.isAtLeast("0.33") == true)
        var failures = lists.errors.indices.map { Self.failure(lists, $0) }
        let completed = failures.indices.filter { failures[$0] == nil }
        let counted = result.figures[.requestsCompleted].map { Int($0) } ?? completed.count
        let silent = failures.indices.filter { failures[$0] == Self.silence }
        // Up to 0.29 a chat answer under HTTP 200 completes without a token, and nothing tells it from a failure.
        let isOldChat = result.endpoint == .chat && evidence.isAtLeast("0.30") == false
        let taken = isOldChat && counted == completed.count + silent.count ? silent : []
        let possible = completed.count...completed.count + silent.count
        hasUnknownSamples = taken.isEmpty && counted != completed.count && possible.contains(counted)
        for index in taken { failures[index] = RequestFailure(.inBand, Self.silence.message) }
        let first = VLLMFirstStamp(lists, of: result, completed: completed, evidence: evidence)
        records = lists.errors.indices.map { record($0, failure: failures[$0], first: first) }
        for index in taken {
            records[index].inputTokens = lists.inputLengths[index]
            records[index].outputTokens = lists.outputLengths[index]
        }
        noteAbsences(first: first, serverCounts: result.isRustClient ? false : evidence.isAtLeast("0.20"))
        if !keepsEnd, !completed.isEmpty {
            for family: MetricFamily in [.e2el, .tpot] where absent[family] == nil {
                absent[family] = "vllm from 0.33 on keeps no stamp of a finish chunk without text, which ends an answer"
            }
        }
        if counted != completed.count {
            warnings.append(
                "vllm counts \(counted) requests as completed; \(completed.count) of them have output and no error."
            )
        }
    }

    private func record(_ index: Int, failure: RequestFailure?, first: VLLMFirstStamp) -> RequestRecord {
        var record = RequestRecord(index: index, sent: Instant(seconds: lists.startTimes?[index] ?? 0))
        if isOpenLoop, lists.startTimes != nil, let wait = lists.queueTimes?[index] {
            record.due = record.sent + -wait
        }
        record.failure = failure
        guard lists.ttfts[index] > 0 else { return record }
        var seconds = lists.ttfts[index]
        var stamps = [record.sent + seconds]
        for gap in lists.itls[index] {
            seconds += gap
            stamps.append(record.sent + seconds)
        }
        record.firstChunk = stamps[0]
        guard failure == nil else { return record }
        if keepsEnd {
            record.lastChoice = lists.latencies.map { record.sent + $0[index] } ?? stamps[stamps.count - 1]
        }
        record.inputTokens = lists.inputLengths[index]
        record.outputTokens = lists.outputLengths[index]
        switch first {
        case .content: record.contentChunks = ChunkInstants(stamps)
        // A request with a single stamp had role and text in one message.
        case .role: record.contentChunks = ChunkInstants(stamps.count > 1 ? stamps.dropFirst() : stamps[...])
        case .roleAndFinish:
            record.contentChunks = ChunkInstants(stamps.count > 2 ? stamps.dropFirst().dropLast() : stamps[...])
        case .contentAndFinish: record.contentChunks = ChunkInstants(stamps.count > 1 ? stamps.dropLast() : stamps)
        case .unknown: break
        }
        record.firstContent = record.contentChunks.first
        return record
    }

    private mutating func noteAbsences(first: VLLMFirstStamp, serverCounts: Bool?) {
        if first == .unknown {
            for family: MetricFamily in [.ttft, .tpot, .itl] {
                absent[family] = "the first time stamp of a request may be its role message or its first token"
            }
        }
        if lists.startTimes == nil {
            for family: MetricFamily in [.duration, .requestThroughput, .outputThroughput, .totalThroughput] {
                absent[family] = "vllm before 0.15.0 does not save when a request was sent"
            }
        }
        if serverCounts == false {
            let reason = "prompt tokens are counted by the client, without the chat template"
            absent[.inputTokens] = reason
            if absent[.totalThroughput] == nil { absent[.totalThroughput] = reason }
        }
    }

    /// There is no mark of success: a request completed when it has no error and its stream held a token.
    private static func failure(_ lists: VLLMRequestLists, _ index: Int) -> RequestFailure? {
        let error = lists.errors[index]
        guard error.isEmpty else { return VLLMFailure.failure(from: error) }
        guard lists.outputLengths[index] > 0, lists.ttfts[index] > 0 else {
            return silence
        }
        return nil
    }

    private static let silence = RequestFailure(.unspecified, "no output and no reason given")
}
