import BenchModel
import Foundation

/// What the outputs of evalscope tell of the work that was asked for.
enum EvalscopeWork {
    /// From `benchmark_args.json`, or the same in a log.
    static func of(arguments: JSONValue) -> ReportedWork {
        var work = ReportedWork()
        if let model = arguments["model"]?.string { work[.model] = .text(model) }
        // A limit on time ends a run before all of its requests are sent.
        if let count = arguments["number"]?.double, arguments["duration"]?.double == nil {
            work[.requests] = .number(count)
        }
        if let limit = arguments["parallel"]?.double {
            work.setConcurrency(arguments["open_loop"] == .bool(true) ? nil : limit)
        }
        if let rate = arguments["rate"]?.double { work.setArrivals(rate: rate, burstiness: 1) }
        if arguments["parallel"] != nil { work[.rampUp] = ReportedWork.Value.none }
        work.setTurns(arguments["multi_turn"] == .bool(true))
        if case .bool(let streams)? = arguments["stream"] { work[.stream] = .flag(streams) }
        addPrompts(arguments, to: &work)
        addBody(arguments, to: &work)
        return work
    }

    /// From a summary. Where it lists no rate, the release is older than its row.
    static func of(summary figures: [EvalscopeFigure]) -> ReportedWork {
        let figures = Dictionary(figures.map { ($0.label.name, $0) }) { first, _ in first }
        func value(_ names: String...) -> Double? { names.compactMap { figures[$0].flatMap { Double($0.text) } }.first }
        var work = ReportedWork()
        if let limit = value("number of concurrency", "concurrency") { work.setConcurrency(limit) }
        if let rate = value("request rate") { work.setArrivals(rate: rate, burstiness: 1) }
        work[.rampUp] = ReportedWork.Value.none
        if let turns = value("avg turns/request") { work.setTurns(turns > 1) }
        if let streamed = value("stream requests"), let whole = value("non-stream requests"), streamed + whole > 0 {
            if streamed == 0 || whole == 0 { work[.stream] = .flag(whole == 0) }
        }
        return work
    }

    /// From the body of a request as it was posted.
    static func of(body: JSONValue) -> ReportedWork {
        var work = ReportedWork()
        if let model = body["model"]?.string { work[.model] = .text(model) }
        if case .bool(let streams)? = body["stream"] { work[.stream] = .flag(streams) }
        for (name, setting) in sampling { work[setting] = value(body[name]) }
        work[.ignoreEndOfText] = .flag(body["ignore_eos"] == .bool(true))
        return work
    }

    private static let sampling: [(name: String, setting: ReportedWork.Setting)] = [
        ("temperature", .temperature), ("top_p", .topP), ("top_k", .topK), ("min_p", .minP),
        ("repetition_penalty", .repetitionPenalty), ("frequency_penalty", .frequencyPenalty),
        ("presence_penalty", .presencePenalty),
    ]

    private static func value(_ json: JSONValue?) -> ReportedWork.Value {
        json?.double.map { .number($0) } ?? ReportedWork.Value.none
    }

    private static func addPrompts(_ arguments: JSONValue, to work: inout ReportedWork) {
        guard let dataset = arguments["dataset"]?.string else { return }
        work[.dataset] = ["line_by_line", "custom"].contains(dataset) ? ReportedWork.promptFile : .text(dataset)
        guard dataset == "random", let low = arguments["min_prompt_length"]?.double,
            let high = arguments["max_prompt_length"]?.double
        else { return }
        let prefix = arguments["prefix_length"]?.double ?? 0
        work[.inputLength] = ReportedWork.length(prefix + low, prefix + high)
    }

    /// What every body holds; `extra_args` is merged last and wins.
    private static func addBody(_ arguments: JSONValue, to work: inout ReportedWork) {
        guard arguments["max_tokens"] != nil else { return }
        let added = arguments["extra_args"]
        func member(_ name: String) -> JSONValue? { added?[name] ?? arguments[name] }
        if let length = member("max_tokens")?.double {
            work[.outputLength] = .number(length)
        } else if let ends = member("max_tokens")?.array?.compactMap(\.double), let low = ends.first {
            work[.outputLength] = ReportedWork.length(low, ends.last ?? low)
        }
        for (name, setting) in sampling { work[setting] = value(member(name)) }
        work[.ignoreEndOfText] = .flag(added?["ignore_eos"] == .bool(true))
    }
}
