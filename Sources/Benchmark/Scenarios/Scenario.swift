/// One load, who runs it, and what is asked of the native engine there.
struct Scenario: Sendable {
    let name: String
    /// In words.
    let title: String
    var load: LoadShape
    /// Who is able to run it in reasonable time.
    let clients: [Client]
    /// Requests of clients that are an order of magnitude slower. Nil: as many as the others.
    var slowRequests: Int?
    /// Requests of a second, shorter run beside each one, from which the growth per chunk is taken. Nil: none.
    var shorterRequests: Int?
    /// Rounds after which nothing is learnt. Nil: as many as are asked for.
    var mostRounds: Int?
    let targets: [Target]

    func load(for client: Client) -> LoadShape {
        guard client.isSlow, let slowRequests else { return load }
        return load.with(requests: slowRequests)
    }
}
