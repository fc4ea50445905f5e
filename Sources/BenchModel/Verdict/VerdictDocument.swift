/// `verdict.json`: the whole outcome of a `run` or a `compare`. Values are in base units; `unit` names them.
package struct VerdictDocument: Sendable, Codable, Equatable {
    package static let schemaName = "https://concord.dev/schema/verdict/1"

    package struct Tool: Sendable, Codable, Equatable {
        package var name: ToolID
        /// Nil when the output does not tell.
        package var version: String?
        /// The command line, secrets masked. Empty when the output was not made by Concord.
        package var command: [String]

        package init(name: ToolID, version: String?, command: [String]) {
            self.name = name
            self.version = version
            self.command = command
        }

        /// Every key is always there; what is unknown is null.
        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(version, forKey: .version)
            try container.encode(command, forKey: .command)
        }
    }

    package struct ToleranceSummary: Sendable, Codable, Equatable {
        /// The default share, such as 0.03.
        package var share: Double
        /// Absolute floor of latencies in seconds.
        package var floor: Double
        /// Significance level of the equivalence test; each of k planned looks has alpha / k.
        package var alpha: Double
        /// The number k of planned looks.
        package var looks: Int
        /// Rules of single metrics, in words.
        package var rules: [String: String]

        package init(share: Double, floor: Double, alpha: Double, looks: Int = 1, rules: [String: String]) {
            self.share = share
            self.floor = floor
            self.alpha = alpha
            self.looks = looks
            self.rules = rules
        }
    }

    package var schema = VerdictDocument.schemaName
    package var verdict: Verdict
    /// One sentence: why it is so.
    package var summary: String
    package var reference: ToolID
    package var rounds: Int
    /// True with fewer than two rounds: the interval is only what rounding leaves open.
    package var unreplicated: Bool
    package var tolerance: ToleranceSummary
    package var tools: [Tool]
    package var comparisons: [Comparison]
    package var findings: [Finding]
    /// What was checked, and what could not be. Empty in documents that were written before there were checks.
    package var checks: [CheckResult]
    /// Why figures differ. Empty where no tap saw the wire.
    package var attributions: [Attribution]
    /// What each run asked of the server, in the order of rounds. Empty for outputs that Concord did not make.
    package var audits: [WorkloadAudit]
    /// Approximations and doubts that hold for the result, as sentences.
    package var notes: [String]
    /// Facts about the machine and the moment: `os`, `cpu_count`, `started`, …
    package var environment: [String: String]

    package init(
        verdict: Verdict,
        summary: String,
        reference: ToolID,
        rounds: Int,
        tolerance: ToleranceSummary,
        tools: [Tool],
        comparisons: [Comparison],
        findings: [Finding],
        checks: [CheckResult] = [],
        attributions: [Attribution] = [],
        audits: [WorkloadAudit] = [],
        notes: [String],
        environment: [String: String]
    ) {
        self.verdict = verdict
        self.summary = summary
        self.reference = reference
        self.rounds = rounds
        unreplicated = rounds < 2
        self.tolerance = tolerance
        self.tools = tools
        self.comparisons = comparisons
        self.findings = findings
        self.checks = checks
        self.attributions = attributions
        self.audits = audits
        self.notes = notes
        self.environment = environment
    }

    /// `checks`, `attributions` and `audits` may be missing: documents were written without them.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        schema = try container.decode(String.self, forKey: .schema)
        verdict = try container.decode(Verdict.self, forKey: .verdict)
        summary = try container.decode(String.self, forKey: .summary)
        reference = try container.decode(ToolID.self, forKey: .reference)
        rounds = try container.decode(Int.self, forKey: .rounds)
        unreplicated = try container.decode(Bool.self, forKey: .unreplicated)
        tolerance = try container.decode(ToleranceSummary.self, forKey: .tolerance)
        tools = try container.decode([Tool].self, forKey: .tools)
        comparisons = try container.decode([Comparison].self, forKey: .comparisons)
        findings = try container.decode([Finding].self, forKey: .findings)
        checks = try container.decodeIfPresent([CheckResult].self, forKey: .checks) ?? []
        attributions = try container.decodeIfPresent([Attribution].self, forKey: .attributions) ?? []
        audits = try container.decodeIfPresent([WorkloadAudit].self, forKey: .audits) ?? []
        notes = try container.decode([String].self, forKey: .notes)
        environment = try container.decode([String: String].self, forKey: .environment)
    }
}
