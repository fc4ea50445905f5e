/// How the length of a run follows from its requests, so that it can be told for others of the same kind.
struct RunPace {
    private enum Loop {
        /// A request is sent when one of so many slots is free.
        case closed(slots: Int)
        /// A request is sent at its time, whatever the server does.
        case open
    }

    private let loop: Loop
    /// Seconds of each request, in the order of sending.
    private let services: [Double]
    /// Seconds from each request to the next, 0 for the last.
    private let gaps: [Double]
    /// Seconds of the run as these rules give them.
    private var whole = 1.0
    /// Most requests that were under way at once.
    let slots: Int

    /// Nil when it cannot be told.
    /// - Parameters:
    ///   - samples: In the order of sending; at least one.
    ///   - isOpen: Whether it is known that requests were due at times of their own.
    ///   - concurrency: Most requests at once as the report tells, for runs that do not say when requests were sent.
    init?(_ samples: [RequestSample], isOpen: Bool, concurrency: Int?) {
        services = samples.map { max($0.end - $0.sent, 0) }
        guard services.contains(where: { $0 > 0 }) else { return nil }
        gaps = zip(samples, samples.dropFirst()).map { max($1.sent - $0.sent, 0) } + [0]
        if gaps.contains(where: { $0 > 0 }) {
            slots = Self.peak(samples)
            let sending = gaps.reduce(0, +)
            let busy = services.dropLast(slots).reduce(0, +)
            // In a closed loop the slots are never empty for long while there are requests left to send.
            let isFull = busy >= 0.75 * Double(slots) * sending
            loop = isOpen || !isFull ? .open : .closed(slots: slots)
        } else {
            guard !isOpen, let concurrency, concurrency >= 1 else { return nil }
            slots = min(concurrency, samples.count)
            loop = .closed(slots: slots)
        }
        whole = seconds(Array(samples.indices))
        guard whole > 0 else { return nil }
    }

    /// How long a run of these requests, in this order, takes, as a share of what the run took.
    func share(_ order: [Int]) -> Double { seconds(order) / whole }

    private func seconds(_ order: [Int]) -> Double {
        switch loop {
        case .open:
            guard let last = order.last else { return 0 }
            return order.dropLast().reduce(0) { $0 + gaps[$1] } + services[last]
        case .closed(let slots):
            // The instants at which slots are free, as a heap whose first is the earliest.
            var free = Array(repeating: 0.0, count: slots)
            var end = 0.0
            for request in order {
                let done = free[0] + services[request]
                end = max(end, done)
                var place = 0
                while true {
                    var child = 2 * place + 1
                    guard child < slots else { break }
                    if child + 1 < slots, free[child + 1] < free[child] { child += 1 }
                    guard free[child] < done else { break }
                    free[place] = free[child]
                    place = child
                }
                free[place] = done
            }
            return end
        }
    }

    /// Most requests under way at once; at least 1.
    static func peak(_ samples: [RequestSample]) -> Int {
        var changes = samples.flatMap { [(at: $0.sent, by: 1), (at: $0.end, by: -1)] }
        changes.sort { ($0.at, $0.by) < ($1.at, $1.by) }
        var (count, peak) = (0, 1)
        for change in changes {
            count += change.by
            peak = max(peak, count)
        }
        return peak
    }
}
