/// All that is known of one run of one tool: what it said, what the wire said, what the server and the machine said.
package struct RunEvidence: Sendable {
    /// From 1.
    package var round: Int
    package var account: RunAccount
    /// The tool's per-request data. Nil when it gives none.
    package var records: [RequestRecord]?
    /// Nil without a tap.
    package var wire: WireRun?
    /// How the tool makes its figures. Nil when not known for its version.
    package var formula: ToolFormula?
    /// What it printed beside what its own records give. Nil without records, and where its formula is not known.
    package var reproduction: Reproduction?
    /// Nil when the server has no `/metrics` that is understood.
    package var ledger: ServerLedger?
    /// Nil when not sampled.
    package var host: HostState?
    /// Share of one core that the tool used while it measured. Nil when not known.
    package var clientCPUShare: Double?
    /// The tool's verdict on itself. Nil when it gives none.
    package var clientHealth: ClientHealth?
    /// Mean time from a request read whole to its first token written, by the simulator's log. Nil with another server.
    package var trueTTFT: Double?

    package init(round: Int, account: RunAccount) {
        self.round = round
        self.account = account
    }

    package var tool: ToolID { account.tool }

    /// What the canonical view is made from: the tool's records, with the ends that only the wire has. Nil without records.
    package var canonicalRecords: [RequestRecord]? {
        records.map { $0.ended(by: wire?.measured($0.count) ?? []) }
    }
}
