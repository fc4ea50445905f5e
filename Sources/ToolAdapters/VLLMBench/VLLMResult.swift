import BenchModel

/// What `--save-result` writes: one JSON object a run.
struct VLLMResult {
    enum Endpoint: Equatable {
        case chat
        case completions
        /// One that this adapter does not plan for; the text is the tool's name for it.
        case other(String)

        /// Nil for one of the others.
        var api: API? {
            switch self {
            case .chat: .chat
            case .completions: .completions
            case .other: nil
            }
        }
    }

    let figures: VLLMFigures
    let evidence: VLLMVersionEvidence
    let warnings: [String]
    let work: ReportedWork
    let endpoint: Endpoint
    /// Whether vLLM's client in Rust wrote it, which counts and times otherwise.
    let isRustClient: Bool
    /// Whether requests were sent at a rate rather than as slots got free.
    let isOpenLoop: Bool
    /// With `--save-detailed`.
    let requests: VLLMRequestLists?

    /// - Returns: Nil for objects that are something else.
    /// - Throws: `unknownShape` for a result of vLLM's whose figures are no figures.
    init?(_ members: [String: PythonJSON], path: String) throws(OutputError) {
        guard members["completed"] != nil, members["num_prompts"] != nil || members["request_throughput"] != nil else {
            return nil
        }
        func error(_ problem: String) -> OutputError {
            OutputError(
                tool: VLLMBench.toolID,
                problem: .unknownShape(problem),
                lookedFor: "a whole vLLM result JSON",
                place: path
            )
        }
        if members.keys.contains(where: { $0.contains("retokenized") }) || members["backend"]?.string == "sglang" {
            throw error("it is a result of SGLang's bench_serving")
        }
        var figures = VLLMFigures()
        var warnings: [String] = []
        // `median` before `p50`, which is the same: the first is kept.
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            let name: VLLMFigureName?
            do throws(VLLMFigureName.UnknownUnit) {
                name = try VLLMFigureName(key: key)
            } catch let unit {
                throw error("the unit of '\(unit.name)' is not known")
            }
            guard let name else {
                if Self.looksLikeStatistic(key) { warnings.append("'\(key)' is no known figure and is left out.") }
                continue
            }
            guard case .number(let number, let text) = member, Self.isPossible(number, for: name.metric.family) else {
                throw error("'\(key)' holds no figure of its kind")
            }
            figures.put(
                MetricValue(number * name.factor, sourceName: key, sourceText: text),
                for: name.metric,
                statistic: String(key.prefix { $0 != "_" })
            )
        }
        // The object is whole: what it lacks somebody took out, and that is not compared.
        if let gap = figures.gap(required: ["mean", "median", "std"]) {
            warnings.append("The result has not all that vllm writes: \(gap). What is not there is not compared.")
        }
        do throws(VLLMRequestLists.Oddity) {
            requests = try VLLMRequestLists(members)
        } catch let oddity {
            throw error(oddity.text)
        }
        if let sent = requests?.count ?? members["num_prompts"]?.number.flatMap({ Int(exactly: $0) }) {
            figures.deriveFailures(of: sent)
        }
        figures.setSamples()
        work = VLLMWork.of(result: members)
        isRustClient = members["steady_state"] != nil
        evidence = isRustClient ? VLLMVersionEvidence() : Self.evidence(members)
        isOpenLoop = members["request_rate"]?.number.map { $0.isFinite } ?? false
        switch members["backend"]?.string ?? members["endpoint_type"]?.string {
        case "openai-chat": endpoint = .chat
        case "openai", "vllm": endpoint = .completions
        case let other: endpoint = .other(other ?? "")
        }
        self.warnings = warnings + figures.removePlaceholders() + figures.inconsistencies
        self.figures = figures
    }

    private static func isPossible(_ number: Double, for family: MetricFamily) -> Bool {
        guard number.isFinite else { return !family.isCount }
        return number >= 0 && number < 1e15 && (!family.isCount || number == number.rounded())
    }

    private static let othersStatistics = ["client_queue_time", "e2el_including_client_queue"]

    private static func looksLikeStatistic(_ key: String) -> Bool {
        guard key.hasSuffix("_ms"), !key.hasPrefix("probe_"), let first = key.firstIndex(of: "_") else { return false }
        return !othersStatistics.contains(String(key[key.index(after: first)...].dropLast(3)))
    }

    private static func evidence(_ members: [String: PythonJSON]) -> VLLMVersionEvidence {
        var evidence = VLLMVersionEvidence()
        func note(_ key: String, since version: ToolVersion) { evidence.note(members[key] != nil, since: version) }
        note("backend", since: "0.11")
        note("failed", since: "0.11.1")
        note("rtfx", since: "0.17")
        note("latencies", since: "0.30")
        if members["ttfts"] != nil { note("start_times", since: "0.15") }
        if members["server_ttfts"] != nil { note("server_ttfts", since: "0.33") }
        return evidence
    }
}
