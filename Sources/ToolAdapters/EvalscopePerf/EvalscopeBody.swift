import BenchModel

/// The parts of a request body that evalscope has no flag for, or whose flag does more than fill the body.
struct EvalscopeBody {
    private var members: [String: JSONValue] = [:]

    init(workload: Workload, cacheSalt: String?) {
        if workload.ignoreEOS { members["ignore_eos"] = .bool(true) }
        members["min_p"] = workload.minP.map(JSONValue.number)
        members["presence_penalty"] = workload.presencePenalty.map(JSONValue.number)
        // `--seed` would seed prompts and arrivals with the same number.
        members["seed"] = workload.seed.map(JSONValue.integer)
        members["stop"] = workload.stop.isEmpty ? nil : .array(workload.stop.map(JSONValue.string))
        members["cache_salt"] = cacheSalt.map(JSONValue.string)
        members.merge(workload.extraBody) { $1 }
    }

    /// JSON as Python writes it, `ignore_eos` first and the rest by name. Nil when there is nothing to say.
    var extraArguments: String? {
        guard !members.isEmpty else { return nil }
        let names = members.keys.sorted { ($0 == "ignore_eos" ? 0 : 1, $0) < ($1 == "ignore_eos" ? 0 : 1, $1) }
        let texts = names.map { CompactJSON.text(.string($0)) + ": " + CompactJSON.text(members[$0] ?? .null) }
        return "{" + texts.joined(separator: ", ") + "}"
    }
}
