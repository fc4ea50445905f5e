/// One tool asks for a stream where another waits for the whole answer.
struct StreamMixed: Cause {
    let id = "stream-mixed"
    let meaning =
        "Some answers are streamed and some come whole, so that TTFT and ITL are not measured on the same thing."
    let detection = "The field 'stream' in the bodies on the wire."
    let remedy = "Let every tool stream, or none: see the tool's stream flag and 'extra_body' of the recipe."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let shares = evidence.tools.compactMap { tool in
            evidence.fields(tool).map { (tool: tool, streams: $0.values("stream")["true"] ?? 0, bodies: $0.bodies) }
        }
        guard let base = shares.first else { return [] }
        return shares.compactMap { entry in
            let isMixed = entry.streams > 0 && entry.streams < entry.bodies
            let isOther = (entry.streams == 0) != (base.streams == 0)
            guard isMixed || isOther else { return nil }
            let own = "\(entry.tool) asks for a stream in \(entry.streams) of \(entry.bodies) requests"
            return Finding(
                id: id,
                tool: entry.tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.tpot, .mean)],
                evidence: isOther ? "\(own), and \(base.tool) in \(base.streams) of \(base.bodies)" : own,
                severity: evidence.allow.contains(.work) ? .warning : .invalidating
            )
        }
    }
}
