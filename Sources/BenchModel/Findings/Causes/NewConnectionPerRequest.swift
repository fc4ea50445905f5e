/// A tool does not use its connections again.
struct NewConnectionPerRequest: Cause {
    let id = "new-connection-per-request"
    let meaning = "A tool makes a new connection for each request, which costs it, the tap and the server a round trip."
    let detection = "Requests on the wire that are the first of their connection, with far more requests than slots."
    let remedy =
        "Use a release that keeps connections (vLLM from 0.10.1, evalscope from 1.1.1), and a server that does."

    /// Share of the requests: beyond it, reuse is the exception.
    static let newShare = 0.9
    /// Requests for each slot from which on connections could have been used again.
    static let requestsPerSlot = 4

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let shares = evidence.tools.compactMap { tool -> (tool: ToolID, new: Int, requests: Int, closed: Int)? in
            let wires = evidence.measured(tool).map(\.wire).filter {
                $0.exchanges.count >= Self.requestsPerSlot * InFlight($0.exchanges).peak
            }
            let exchanges = wires.flatMap(\.exchanges)
            guard !exchanges.isEmpty else { return nil }
            let closed = exchanges.count { $0.answerFields["connection"]?.lowercased() == "close" }
            return (tool, exchanges.count { $0.place == 0 }, exchanges.count, closed)
        }
        let fewest = shares.map { Double($0.new) / Double($0.requests) }.min() ?? 0
        // Where all tools do so, it explains no difference.
        guard shares.count == 1 || fewest < Self.newShare else { return [] }
        return shares.filter { Double($0.new) >= Self.newShare * Double($0.requests) }.map { entry in
            let cause = entry.closed * 2 > entry.requests ? "; the server asked for it (connection: close)" : ""
            return Finding(
                id: id,
                tool: entry.tool,
                metrics: [MetricID(.ttft, .mean)],
                evidence: "\(entry.tool) made a new connection for \(entry.new) of \(entry.requests) requests\(cause)",
                severity: .note
            )
        }
    }
}
