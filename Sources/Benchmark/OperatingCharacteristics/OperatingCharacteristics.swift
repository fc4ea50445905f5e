import BenchModel

/// How often each verdict falls, by the true ratio, by how much rounds vary, and by how many rounds there are.
struct OperatingCharacteristics: Sendable {
    static let ratios = [1.00, 1.01, 1.02, 1.03, 1.04, 1.06]
    /// Standard deviations of the log ratio from round to round.
    static let deviations = [0.005, 0.01, 0.02, 0.03, 0.05]
    static let fixed = (2...20).map { RoundPlan(minimum: $0, maximum: $0) }
    static let sequential = [6, 10, 20].map { RoundPlan(minimum: 3, maximum: $0) }
    /// Half steps of figures that are rounded, as shares: one hides the smaller of the deviations, one nearly all.
    static let halfSteps = [0.005, 0.02]
    /// The least ratio at which agreement is an error; the error is most frequent there.
    static let wrongFrom = 1.03

    struct Cell: Sendable, Equatable {
        let ratio: Double
        let deviation: Double
        let counts: OutcomeCounts
    }

    struct Table: Sendable, Equatable {
        let rounds: RoundPlan
        /// 0: not rounded.
        let halfStep: Double
        /// By ratio, then by deviation.
        let cells: [Cell]

        var isSequential: Bool { rounds.minimum < rounds.maximum }

        /// Where agreement is wrong and was found most often.
        var worst: Cell? {
            cells.filter { $0.ratio >= OperatingCharacteristics.wrongFrom }
                .max { $0.counts.share(.agree) < $1.counts.share(.agree) }
        }

        func cell(ratio: Double, deviation: Double) -> Cell? {
            cells.first { $0.ratio == ratio && $0.deviation == deviation }
        }
    }

    /// Sessions of each cell.
    let trials: Int
    let seed: Int

    /// Every plan with every ratio and deviation, and some with rounded figures where agreement is wrong by a hair.
    func tables(onTable: (String) -> Void) async -> [Table] {
        var tables: [Table] = []
        for rounds in Self.sequential + Self.fixed {
            tables.append(await table(rounds, ratios: Self.ratios))
            onTable(OutcomeTable.name(rounds))
        }
        for halfStep in Self.halfSteps {
            for rounds in [RoundPlan(minimum: 3, maximum: 3)] + Self.sequential {
                tables.append(await table(rounds, ratios: [Self.wrongFrom], halfStep: halfStep))
                onTable("\(OutcomeTable.name(rounds)), rounded")
            }
        }
        return tables
    }

    private func table(_ rounds: RoundPlan, ratios: [Double], halfStep: Double = 0) async -> Table {
        let kinds = ratios.flatMap { ratio in
            Self.deviations.map {
                SimulatedSessions(rounds: rounds, ratio: ratio, deviation: $0, halfStep: halfStep)
            }
        }
        let cells = await withTaskGroup(of: (Int, Cell).self) { group in
            for (place, kind) in kinds.enumerated() {
                // Every cell of every table has a seed of its own.
                let plan = rounds.minimum * 100 + rounds.maximum
                let own = (Int(halfStep * 10_000) * 10_000 + plan) * 1000 + place
                group.addTask { [trials, seed] in
                    let counts = kind.outcomes(sessions: trials, seed: seed &* 1_000_000_000_039 &+ own)
                    return (place, Cell(ratio: kind.ratio, deviation: kind.deviation, counts: counts))
                }
            }
            var cells: [(Int, Cell)] = []
            for await cell in group { cells.append(cell) }
            return cells.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return Table(rounds: rounds, halfStep: halfStep, cells: cells)
    }
}
