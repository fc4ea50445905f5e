import BenchModel

/// Everything that the rounds of one scenario gave.
struct ScenarioResult: Sendable {
    let scenario: Scenario
    /// One element a round.
    private(set) var rounds: [[Client: Run]] = []

    init(_ scenario: Scenario) { self.scenario = scenario }

    mutating func add(_ round: [Client: Run]) { rounds.append(round) }

    /// Those that took part, in the order of the catalogue.
    var clients: [Client] { Client.allCases.filter { client in rounds.contains { $0[client] != nil } } }

    /// Whether a client gave no figures in some round.
    var hasFailures: Bool { rounds.contains { $0.values.contains { $0.failure != nil } } }

    func values(_ figure: Figure, of client: Client) -> [Double] { rounds.compactMap { $0[client]?.figures[figure] } }

    /// Nil when no round has the figure.
    func median(_ figure: Figure, of client: Client) -> Double? { Self.median(values(figure, of: client)) }

    /// The median over rounds of one client's figure over another's of the same round: what changes on the machine from
    /// round to round is in both. Nil when no round has both.
    func ratio(_ figure: Figure, of client: Client, to base: Client) -> Double? {
        Self.median(
            rounds.compactMap { round in
                guard let value = round[client]?.figures[figure], let unit = round[base]?.figures[figure], unit > 0
                else { return nil }
                return value / unit
            }
        )
    }

    /// The same for the difference.
    func difference(_ figure: Figure, of client: Client, to base: Client) -> Double? {
        Self.median(
            rounds.compactMap { round in
                guard let value = round[client]?.figures[figure], let other = round[base]?.figures[figure] else {
                    return nil
                }
                return value - other
            }
        )
    }

    /// What a target is held against. Nil when it was not measured.
    func measured(_ target: Target) -> Double? {
        switch target.bound {
        case .atMost, .atLeast: Self.median(values(target.figure, of: target.client).map(abs))
        case .differenceAtMost(_, let base): difference(target.figure, of: target.client, to: base)
        case .ratioAtMost(_, let base), .ratioAbove(_, let base): ratio(target.figure, of: target.client, to: base)
        }
    }

    /// Nil when it was not measured.
    func isMet(_ target: Target) -> Bool? {
        measured(target).map { value in
            switch target.bound {
            case .atMost(let limit), .ratioAtMost(let limit, _), .differenceAtMost(let limit, _): value <= limit
            case .atLeast(let limit): value >= limit
            case .ratioAbove(let limit, _): value > limit
            }
        }
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : Quantile.linear(values.sorted(), percent: 50)
    }
}
