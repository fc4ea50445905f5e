/// What checks look at: everything that is known of a session, and everything that was found in it.
struct CheckMaterial: Sendable {
    let evidence: SessionEvidence
    /// As they count: what concerns nothing that decides is no more than a warning.
    let findings: [Finding]
    /// How many requests each run should have completed. Nil when unknown.
    let expectedRequests: Int?
}
