import BenchModel

/// What a run has seen so far: records, counts and what it cost.
struct LoadLedger {
    private var records: [RequestRecord] = []
    private var running: LoadProgress
    private var peakInFlight = 0
    private var firstSent: Instant?
    private var cpuAtStart = 0.0
    private var cpuSeconds = 0.0
    private var tickLags = LagCounts()
    private var busyTurns = LagCounts()
    /// Output-carrying chunks that the next answer is made room for: the most that one had, within bounds.
    private(set) var expectedChunks = 128

    /// - Parameter requests: `Int.max` when only time ends the run.
    init(requests: Int) {
        records.reserveCapacity(min(requests, 1 << 20))
        running = LoadProgress(completed: 0, failed: 0, total: requests, chunks: 0)
    }

    mutating func begin() { cpuAtStart = UsageMeter.threadSeconds() }

    mutating func end() { cpuSeconds = UsageMeter.threadSeconds() - cpuAtStart }

    mutating func sent(inFlight: Int) { peakInFlight = max(peakInFlight, inFlight) }

    mutating func noteFirstSent(_ sent: Instant) { if firstSent == nil { firstSent = sent } }

    mutating func tickCame(late nanoseconds: Int64) { tickLags.add(nanoseconds: nanoseconds) }

    mutating func turnEnded(busy nanoseconds: Int64) { busyTurns.add(nanoseconds: nanoseconds) }

    mutating func add(_ record: RequestRecord) {
        records.append(record)
        running.completed += 1
        running.failed += record.succeeded ? 0 : 1
        running.chunks += record.contentChunks.count
        expectedChunks = min(max(expectedChunks, record.contentChunks.count), 16_384)
        guard record.succeeded else { return }
        running.ttftSum += record.ttft ?? 0
        guard let first = record.contentChunks.first, let last = record.contentChunks.last else { return }
        running.streamingSum += last - first
        running.gaps += record.contentChunks.count - 1
    }

    func progress(inFlight: Int, at now: Instant) -> LoadProgress {
        var progress = running
        progress.inFlight = inFlight
        progress.elapsed = firstSent.map { now - $0 } ?? 0
        return progress
    }

    func result(_ connections: ConnectionPool.Usage, interrupted: Bool, scheduleStart: Instant?) -> LoadResult {
        var records = records
        records.sort { $0.index < $1.index }
        let started = firstSent ?? LoadClock.now()
        let ended = max(started, records.lazy.map(\.end).max() ?? started)
        var usage = ClientUsage(
            cpuSeconds: firstSent == nil ? 0 : cpuSeconds,
            peakMemoryBytes: UsageMeter.peakMemoryBytes(),
            cpuShare: ended > started ? cpuSeconds / (ended - started) : 0,
            loopLagP99: tickLags.percentile(99)
        )
        usage.loopLagMaximum = tickLags.maximum
        usage.busyTurnP99 = busyTurns.percentile(99)
        usage.peakConnections = connections.peak
        return LoadResult(
            records: records,
            client: usage,
            interrupted: interrupted,
            started: started,
            ended: ended,
            connectionsOpened: connections.opened,
            peakInFlight: peakInFlight,
            scheduleStart: scheduleStart
        )
    }
}
