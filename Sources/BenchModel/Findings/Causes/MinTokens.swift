/// A body carries `min_tokens`.
struct MinTokens: Cause {
    let id = "min-tokens"
    let meaning = "A tool sends min_tokens, for which the server masks the end token at every step before it."
    let detection = "The field min_tokens of the bodies on the wire."
    let remedy = "Use 'ignore_eos' for answers of one length, and leave min_tokens out of the tool's arguments."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let all = evidence.tools.compactMap { tool in evidence.fields(tool).map { (tool: tool, fields: $0) } }
        let carrying = all.filter { $0.fields.values("min_tokens").keys.contains { $0 != nil && $0 != "0" } }
        return carrying.map { tool, fields in
            let values = fields.values("min_tokens")
            let count = fields.bodies - (values[nil] ?? 0) - (values["0"] ?? 0)
            let others = all.filter { $0.tool != tool && $0.fields.differs(from: fields, in: "min_tokens") }
            let rest = others.isEmpty ? "" : "; not so \(others.map(\.tool.rawValue).joined(separator: " and "))"
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.tpot, .mean)],
                evidence: "\(tool) sends min_tokens \(fields.words("min_tokens")) in \(count) of \(fields.bodies) "
                    + "requests\(rest)",
                severity: others.isEmpty ? .note : .warning
            )
        }
    }
}
