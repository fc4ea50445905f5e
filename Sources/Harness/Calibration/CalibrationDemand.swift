import BenchModel

/// The load that a recipe asks of its tools, as far as it is known before the run.
struct CalibrationDemand: Sendable, Equatable {
    /// Requests under way at once.
    let concurrency: Double
    /// The server's TTFT in seconds. Nil here and below: only the simulator's schedule is known beforehand.
    let ttft: Double?
    /// Infinite for tokens without a pause.
    let chunksPerSecond: Double?

    /// Nil for an open loop without limit on a server whose latencies are not known.
    init?(_ recipe: Recipe) {
        let workload = recipe.workload
        var known: (ttft: Double, itl: Double)?
        if case .simulate(let simulation) = recipe.server, simulation.engine == nil {
            known = (
                simulation.ttft.seconds + (simulation.jitter?.ttft.seconds ?? 0),
                simulation.itl.seconds + (simulation.jitter?.itl.seconds ?? 0)
            )
        }
        let limit = workload.concurrency.map { Double(min($0, workload.requests)) }
        if workload.isOpenLoop {
            // Little's law: as many are under way as arrive within one latency.
            let rate = workload.rate ?? workload.rampUpEndRPS
            let underWay = known.flatMap { known in
                rate.map { $0 * (known.ttft + Double(workload.outputTokens - 1) * known.itl) }
            }
            guard let asked = [limit, underWay].compactMap(\.self).min() else { return nil }
            concurrency = max(1, asked)
        } else {
            guard let limit else { return nil }
            concurrency = limit
        }
        ttft = known?.ttft
        chunksPerSecond = known.map { [concurrency] in $0.itl > 0 ? concurrency / $0.itl : .infinity }
    }

    /// `50`, or `50 and 10638 chunks/s`.
    var words: String {
        let count = FigureText.plain(concurrency.rounded())
        guard let chunksPerSecond else { return count }
        guard chunksPerSecond.isFinite else { return "\(count) and chunks without a pause" }
        return "\(count) and \(FigureText.plain(chunksPerSecond.rounded())) chunks/s"
    }
}
