import BenchModel

/// `session.json`: what was measured, as far as it must be the same when a stopped session goes on. Written before the first
/// round; secrets are masked.
struct SessionRecord: Sendable, Codable {
    struct Tool: Sendable, Codable, Equatable {
        var name: ToolID
        /// Nil for tools that are part of Concord.
        var version: ToolVersion?

        static func list(_ setups: [ToolSetup]) -> [Tool] {
            setups.map { Tool(name: $0.choice.id, version: $0.version) }
        }
    }

    /// One time that it went on.
    struct Resumption: Sendable, Codable {
        /// The last whole round by then.
        var afterRound: Int
        /// Seconds since that round had ended.
        var seconds: Int

        private enum CodingKeys: String, CodingKey {
            case seconds
            case afterRound = "after_round"
        }
    }

    /// Of Concord.
    var version = Release.version
    /// The recipe's.
    var name: String
    /// The recipe with everything that the command line changed in it.
    var recipe: [String: String]
    var tools: [Tool] = []
    var usesTap: Bool
    var machine = CalibrationMachine(MachineFacts.collect())
    /// What the server said of itself, as sentences.
    var server: [String] = []
    /// Tokens that the chat template adds to a prompt. Nil: not measured.
    var templateTokens: Int?
    /// The server's process. Nil when Concord did not launch it.
    var process: LaunchedProcess?
    /// Of the probe.
    var findings: [Finding] = []
    /// In order.
    var resumptions: [Resumption] = []

    init(_ recipe: Recipe, usesTap: Bool) {
        name = recipe.name
        self.recipe = RecipeFields.of(recipe)
        self.usesTap = usesTap
    }

    private enum CodingKeys: String, CodingKey {
        case version, name, recipe, tools, machine, server, process, findings, resumptions
        case usesTap = "tap"
        case templateTokens = "template_tokens"
    }

    /// What is not as it was in an earlier record, each as a clause: `vllm was 0.11.0 and is 0.32.0`. Empty when rounds of the
    /// one can be judged with rounds of the other.
    func differences(from other: SessionRecord) -> [String] {
        var differences: [String] = []
        func compare(_ key: String, _ old: String?, _ new: String?) {
            guard old != new else { return }
            differences.append("\(key) was \(old ?? "not set") and is \(new ?? "not set")")
        }
        compare("concord", other.version, version)
        for key in Set(other.recipe.keys).union(recipe.keys).sorted() {
            compare(key, other.recipe[key], recipe[key])
        }
        compare("the tap", other.usesTap ? "used" : "not used", usesTap ? "used" : "not used")
        for tool in tools {
            let old = other.tools.first { $0.name == tool.name }
            compare("\(tool.name)", old?.version?.description, tool.version?.description)
        }
        if !machine.isLike(other.machine) { compare("the machine", other.machine.text, machine.text) }
        compare("the server", other.server.joined(separator: ", "), server.joined(separator: ", "))
        compare(
            "the chat template",
            other.templateTokens.map { "\($0) tokens" },
            templateTokens.map { "\($0) tokens" }
        )
        return differences
    }
}

extension SessionRecord {
    /// That it went on, and when. Nil when it never did.
    var resumed: Finding? {
        guard !resumptions.isEmpty else { return nil }
        let times = resumptions.map { "after round \($0.afterRound) (\($0.seconds) s after its end)" }
        return Finding(
            id: "resumed",
            evidence: "the session was stopped, and went on \(times.joined(separator: " and ")).",
            severity: .note
        )
    }
}

extension CalibrationMachine {
    fileprivate var text: String { "\(cpu) with \(cores) cores" }
}
