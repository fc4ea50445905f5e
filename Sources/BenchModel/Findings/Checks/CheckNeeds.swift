/// Why a run cannot be checked for something: words that follow 'because'. Nil: it can.
enum CheckNeeds {
    static let noTap = "no tap saw the requests"

    static let tooShort = "the run took less than \(Int(ClientHealth.shortest)) s"

    static func wire(_ run: RunEvidence) -> String? {
        guard let wire = run.wire else { return noTap }
        return wire.exchanges.contains(where: \.isGeneration) ? nil : "none of its requests passed the tap"
    }

    static func bodies(_ run: RunEvidence) -> String? {
        let body = run.wire?.exchanges.first(where: \.isGeneration)?.body ?? []
        return BodyMembers(body) == nil ? "the bodies of its requests are no JSON objects" : nil
    }

    static func completed(_ run: RunEvidence) -> String? {
        run.account.best(MetricID(.requestsCompleted)) == nil
            ? "its output does not tell how many requests completed" : nil
    }

    static func tokens(_ run: RunEvidence) -> String? {
        let sides: [(MetricFamily, String)] = [(.inputTokens, "prompts"), (.outputTokens, "answers")]
        let missing = sides.filter { (run.account.best(MetricID($0.0))?.value ?? 0) <= 0 }.map(\.1)
        return missing.isEmpty ? nil : "its output does not tell the tokens of \(missing.joined(separator: " and "))"
    }

    static func host(_ run: RunEvidence, _ need: (HostState) -> String?) -> String? {
        guard let host = run.host else { return "the machine was not watched" }
        return need(host)
    }

    /// Of a run that was tapped.
    static func load(_ run: RunEvidence, _ workload: Workload?) -> String? {
        guard let workload, let wire = MeasuredWire(run, workload) else {
            return "what load was asked for is not known"
        }
        let count = wire.exchanges.count
        guard workload.isOpenLoop else {
            guard let asked = workload.concurrency else { return "no number of requests under way was asked for" }
            let needed = ConcurrencyNotReached.requestsPerSlot * asked
            return count < needed ? "it takes \(needed) requests to fill \(asked) slots for a while" : nil
        }
        if count <= ArrivalProcess.fewest { return "a rate takes more than \(ArrivalProcess.fewest) requests" }
        let isFull = workload.concurrency.map { InFlight(wire.exchanges).peak >= $0 } ?? false
        return isFull ? "every slot was in use, so that the server set the pace" : nil
    }
}
