extension SimulatorFault {
    /// From `KIND[,after=TOKENS][,for=TIME][,every=N | ,at=I+J | ,rate=P%[,seed=N]]`; every answer when no trigger is
    /// given. Kinds: `status=CODE`, `refuse`, `close`, `cut`, `stall`, `broken-json`, `error`.
    package init(text: String) throws(SettingError) {
        let settings = try SettingText(text, known: Kind.settings + ["every=", "at=", "rate=", "seed="])
        kind = try Kind(settings)
        let triggers = ["every", "at", "rate"].filter(settings.has)
        guard triggers.count <= 1 else { throw .oneOf(triggers) }
        if settings.has("seed"), !settings.has("rate") { throw .wrong("seed", expected: "rate=…% beside it") }
        if let step = try settings.integer("every", atLeast: 1) {
            trigger = .every(step)
        } else if let indices = try settings.integers("at") {
            trigger = .indices(indices)
        } else if let rate = try settings.share("rate") {
            trigger = .rate(rate, seed: try settings.integer("seed", atLeast: 0) ?? 0)
        } else {
            trigger = .every(1)
        }
    }
}

extension SimulatorFault.Kind {
    /// How long a stall lasts when the text does not say.
    static let defaultStall: Duration = .seconds(60)

    private static let names = ["status", "refuse", "close", "cut", "stall", "broken-json", "error"]

    static let settings = names.map { $0 == "status" ? "status=" : $0 } + ["after=", "for="]

    /// Without a trigger, as in the header `x-concord-fault`.
    package init(text: String) throws(SettingError) {
        self = try Self(SettingText(text, known: Self.settings))
    }

    init(_ settings: SettingText) throws(SettingError) {
        let named = Self.names.filter(settings.has)
        guard named.count == 1 else { throw .oneOf(Self.names) }
        let after = try settings.integer("after", atLeast: 0, atMost: 1_048_576)
        let lasting = try settings.duration("for")
        if lasting != nil, named != ["stall"] { throw .wrong("for", expected: "stall beside it") }
        if after != nil, ["status", "refuse", "close"].contains(named[0]) {
            throw .wrong("after", expected: "cut, stall, broken-json or error beside it")
        }
        switch named[0] {
        case "status": self = .status(try settings.integer("status", atLeast: 400, atMost: 599) ?? 500)
        case "refuse": self = .refuse
        case "close": self = .close
        case "cut": self = .cut(after: after ?? 0)
        case "stall": self = .stall(after: after ?? 0, lasting: lasting ?? Self.defaultStall)
        case "broken-json": self = .brokenJSON(after: after ?? 0)
        default: self = .inBandError(after: after ?? 0)
        }
    }

    /// The text that gives this fault.
    package var text: String {
        switch self {
        case .status(let code): "status=\(code)"
        case .refuse: "refuse"
        case .close: "close"
        case .cut(let tokens): "cut,after=\(tokens)"
        case .stall(let tokens, let lasting): "stall,after=\(tokens),for=\(lasting.text)"
        case .brokenJSON(let tokens): "broken-json,after=\(tokens)"
        case .inBandError(let tokens): "error,after=\(tokens)"
        }
    }
}
