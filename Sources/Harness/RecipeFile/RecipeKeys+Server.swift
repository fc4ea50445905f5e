import BenchModel
import Foundation

extension RecipeKeys {
    /// The kinds of server, of which a recipe has one.
    static let serverKinds = ["url", "simulate", "launch"]

    var server: RecipeForm<ServerChoice> {
        let form = RecipeForm<ServerKinds>.record(
            ServerKinds(),
            exactlyOne: true,
            [
                RecipeKey("url", \.url, .present(.url(base: true)), "Base URL of a server that runs already."),
                RecipeKey("simulate", \.simulate, .present(simulation), "The embedded simulator and its schedule."),
                RecipeKey("launch", \.launch, .present(launch), "A server that Concord starts and ends."),
            ]
        )
        return form.mapped { kinds, value, reading in
            guard case .map(let entries) = value.node.content else { return nil }
            let found = entries.map(\.key).filter(Self.serverKinds.contains)
            if found.count > 1 || (found.isEmpty && Self.serverKinds.allSatisfy { reading.lacks(value.path(of: $0)) }) {
                let second = entries.filter { found.contains($0.key) }.dropFirst().first
                reading.note(
                    .notExactlyOne(key: value.path, of: Self.serverKinds, found: found),
                    at: second?.place ?? value.keyPlace,
                    path: value.path
                )
            }
            if let url = kinds.url { return .url(url) }
            if let launch = kinds.launch { return .launch(launch) }
            return .simulate(kinds.simulate ?? Simulation())
        }
    }

    private var simulation: RecipeForm<Simulation> {
        .record(
            Simulation(),
            [
                RecipeKey(
                    "ttft",
                    \.ttft,
                    .duration(positive: false),
                    "From the request read whole to its first token written."
                ),
                RecipeKey("itl", \.itl, .duration(positive: false), "Between consecutive tokens."),
                RecipeKey(
                    "jitter",
                    \.jitter,
                    .present(.settings(example: "ttft=5ms,itl=1ms", ScheduleJitter.init(text:))),
                    "Exponential times on top of ttft and itl, by their means, and the seed that decides on them."
                ),
                RecipeKey(
                    "engine",
                    \.engine,
                    .present(.settings(example: "slots=8,step=10ms", EngineModel.init(text:))),
                    "Continuous batching in place of the fixed schedule of ttft, itl and jitter."
                ),
                RecipeKey(
                    "layout",
                    \.layout,
                    .settings(example: "role-early,usage-late=5ms", SimulatorLayout.init(text:)),
                    "How streams are cut into events. Default: as vLLM does."
                ),
                RecipeKey(
                    "faults",
                    \.faults,
                    .list(of: .settings(example: "cut,after=5,rate=1%", SimulatorFault.init(text:))),
                    "What goes wrong on purpose, and with which requests."
                ),
                RecipeKey("port", \.port, .integer(.port), "0 picks a free port."),
            ]
        )
    }

    private var launch: RecipeForm<ServerLaunch> {
        .record(
            ServerLaunch(argv: [], url: ""),
            [
                RecipeKey(
                    "argv",
                    \.argv,
                    RecipeForm<String>.list(of: .text, atLeast: 1),
                    required: true,
                    "Executable and arguments; no shell is involved."
                ),
                RecipeKey(
                    "url",
                    \.url,
                    .url(base: true),
                    required: true,
                    "Base URL under which the server will answer."
                ),
                RecipeKey(
                    "ready",
                    \.ready,
                    .orNull(.url(base: false)),
                    "Asked until it answers 2xx. Default: /v1/models below url."
                ),
                RecipeKey("timeout", \.timeout, .duration(positive: true), "Longest time from start to ready."),
                RecipeKey(
                    "teardown",
                    \.teardown,
                    .duration(positive: false),
                    "From asking the server to end to killing it."
                ),
                RecipeKey(
                    "environment",
                    \.environment,
                    RecipeForm<String>.dictionary(of: .text, names: .variableName),
                    "Added to the environment that Concord itself has."
                ),
            ]
        )
    }
}

private struct ServerKinds {
    var url: String?
    var simulate: Simulation?
    var launch: ServerLaunch?
}

extension RecipeForm<String> {
    /// - Parameter base: Whether it is the URL below which `/v1/…` stands, and not just any.
    static func url(base: Bool) -> RecipeForm {
        let shape = RecipeShape.url(base: base)
        return RecipeForm(shape) { value, reading in
            guard case .scalar(let text, .string) = value.node.content else {
                reading.mismatch(value, shape)
                return nil
            }
            let trimmed = String(text.reversed().drop { base && $0 == "/" }.reversed())
            guard let fault = fault(of: trimmed, base: base) else { return trimmed }
            let shown = fault == .credentials ? "" : text
            reading.note(.url(key: value.path, url: shown, fault: fault), value)
            return nil
        }
    }

    private static func fault(of text: String, base: Bool) -> RecipeProblem.URLFault? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { return .scheme }
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else { return .host }
        if parts.user != nil || parts.password != nil { return .credentials }
        guard base else { return nil }
        if parts.query != nil || parts.fragment != nil { return .query }
        let endings = ["/chat/completions", "/completions", "/models", "/v1"]
        var rest = text
        for ending in endings where rest.hasSuffix(ending) { rest.removeLast(ending.count) }
        return rest == text ? nil : .endpoint(base: rest)
    }
}
