import BenchModel

/// `round.json`: the mark that a round is whole, written last. It holds what is known of the round's runs besides the tools'
/// own files and the tables of `results.sqlite`.
struct RoundRecord: Sendable, Codable {
    struct Run: Sendable, Codable {
        var tool: ToolID
        /// Nil here and below, as in the run's evidence, or when the tool left nothing that can be read.
        var ledger: ServerLedger?
        var host: HostState?
        var clientCPUShare: Double?
        var trueTTFT: Double?
        /// What the run alone gave cause to say.
        var findings: [Finding]

        init(_ tool: ToolID, _ outcome: RunMeasurement.Outcome) {
            self.tool = tool
            ledger = outcome.evidence?.ledger
            host = outcome.evidence?.host
            clientCPUShare = outcome.evidence?.clientCPUShare
            trueTTFT = outcome.evidence?.trueTTFT
            findings = outcome.findings
        }

        private enum CodingKeys: String, CodingKey {
            case tool, ledger, host, findings
            case clientCPUShare = "client_cpu_share"
            case trueTTFT = "true_ttft"
        }
    }

    /// From 1.
    var round: Int
    /// ISO 8601, UTC.
    var finished: String
    /// In the order in which they were made.
    var runs: [Run]
}
