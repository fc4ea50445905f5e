import BenchModel
import ToolAdapters

/// Everything that was seen of one run of one client.
struct RunEvidence {
    let load: LoadShape
    let served: ServedRun
    /// CPU time of the client's processes while they ran.
    let cpu: [CPUSample]
    /// Largest resident set in bytes. Nil where the system does not tell.
    let peakMemory: Double?
    /// Part of all cores' time that a hypervisor gave to others. Nil where the system does not tell.
    let stealShare: Double?
    /// When the client's process had ended.
    let ended: Instant
    let reported: ReportedFigures

    /// The figures that this run gives.
    ///
    /// CPU time counts from the instant at which the server had the first request to that at which it had written the
    /// last answer, the same for every client: starting, making prompts and the statistics at the end are not in it. It is
    /// read from outside, 200 times a second, and is linear between two readings. The slope between two runs of
    /// different length would need no readings, and would count the prompts and the statistics of every request.
    var figures: [Figure: Double] {
        var figures: [Figure: Double] = [:]
        let chunks = Double(max(1, served.chunks))
        if let share = CPUSample.share(of: cpu, from: served.start, to: served.end) {
            figures[.cpuPerChunk] = share * served.seconds / chunks
        }
        if served.seconds > 0 { figures[.chunkRate] = chunks / served.seconds }
        figures[.peakMemory] = peakMemory
        figures[.stealShare] = stealShare
        figures[.failedRequests] = Double(max(load.requests - served.completed, reported.failed))
        figures[.closingTime] = max(0, ended - served.end)
        addLatencies(to: &figures)
        addArrivals(to: &figures)
        return figures
    }

    private func addLatencies(to figures: inout [Figure: Double]) {
        if !served.ttfts.isEmpty {
            let truth = SampleSummary(served.ttfts)
            figures[.ttftError] = reported.ttftMean.map { $0 - truth.mean }
            figures[.ttftMedianError] = reported.ttftMedian.map { $0 - Quantile.linear(truth.sorted, percent: 50) }
            figures[.ttftP99Error] = reported.ttftP99.map { $0 - Quantile.linear(truth.sorted, percent: 99) }
        }
        if let truth = served.meanITL, truth > 0 { figures[.itlError] = reported.itlMean.map { $0 / truth - 1 } }
    }

    private func addArrivals(to figures: inout [Figure: Double]) {
        guard let rate = load.rate else { return }
        figures[.sendLagP99] = reported.sendLagP99
        if load.concurrency == nil {
            figures[.rateError] = served.arrivalRate.map { $0 / rate - 1 }
        } else if !served.ttfts.isEmpty {
            let truth = served.meanWait(rate: rate) + SampleSummary(served.ttfts).mean
            figures[.dueError] = reported.ttftFromDue.map { $0 / truth - 1 }
        }
    }
}
