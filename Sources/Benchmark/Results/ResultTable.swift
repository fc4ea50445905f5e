import Foundation

/// A scenario's results as text: one row a client, then one row a target.
enum ResultTable {
    static func render(_ result: ScenarioResult) -> String {
        let scenario = result.scenario
        let rounds = result.rounds.count == 1 ? "1 round" : "medians of \(result.rounds.count) rounds"
        var parts = ["\(scenario.name): \(scenario.title) (\(describe(scenario.load)); \(rounds))"]
        parts.append(grid(clientRows(result)))
        let targets = targetRows(result)
        if targets.count > 1 { parts.append(grid(targets)) }
        for (index, round) in result.rounds.enumerated() {
            for (client, run) in round.sorted(by: { $0.key < $1.key }) {
                if let failure = run.failure { parts.append("round \(index + 1), \(client.rawValue): \(failure)") }
            }
        }
        return parts.joined(separator: "\n\n")
    }

    /// How many targets are met, in one line.
    static func summary(_ results: [ScenarioResult]) -> String {
        let verdicts = results.flatMap { result in result.scenario.targets.map { result.isMet($0) } }
        func count(_ verdict: Bool?) -> Int { verdicts.count { $0 == verdict } }
        return "targets: \(count(true)) pass, \(count(false)) miss, \(count(nil)) not measured"
    }

    static func clientRows(_ result: ScenarioResult) -> [[String]] {
        let clients = result.clients
        let figures = Figure.allCases.filter { figure in
            clients.contains { result.median(figure, of: $0) != nil }
        }
        let bases = [Client.floor, .vllmRust].filter { clients.contains($0) }
        var rows = [["client"] + figures.flatMap { [$0.heading] + headings($0, bases) }]
        for client in clients {
            rows.append(
                [client.rawValue]
                    + figures.flatMap { figure in
                        [result.median(figure, of: client).map(figure.text) ?? "–"]
                            + ratios(figure, of: client, to: bases, result)
                    }
            )
        }
        return rows
    }

    static func targetRows(_ result: ScenarioResult) -> [[String]] {
        var rows = [["target", "limit", "measured", ""]]
        for target in result.scenario.targets {
            let name = "\(target.client.rawValue) \(target.figure.heading)"
            let (limit, text): (String, (Double) -> String) =
                switch target.bound {
                case .atMost(let limit): ("≤ \(plain(target.figure, limit))", { plain(target.figure, $0) })
                case .atLeast(let limit): ("≥ \(plain(target.figure, limit))", { plain(target.figure, $0) })
                case .differenceAtMost(let limit, let base):
                    ("≤ \(base.rawValue) + \(plain(target.figure, limit))", { target.figure.text($0) })
                case .ratioAtMost(let limit, let base): ("≤ \(times(limit)) × \(base.rawValue)", times)
                case .ratioAbove(let limit, let base): ("> \(times(limit)) × \(base.rawValue)", times)
                }
            let verdict = result.isMet(target).map { $0 ? "pass" : "miss" } ?? "not measured"
            rows.append([name, limit, result.measured(target).map(text) ?? "–", verdict])
        }
        return rows
    }

    private static func headings(_ figure: Figure, _ bases: [Client]) -> [String] {
        figure == .cpuPerChunk ? bases.map { "× \($0.rawValue)" } : []
    }

    private static func ratios(
        _ figure: Figure,
        of client: Client,
        to bases: [Client],
        _ result: ScenarioResult
    ) -> [String] {
        guard figure == .cpuPerChunk else { return [] }
        return bases.map { result.ratio(figure, of: client, to: $0).map(times) ?? "–" }
    }

    /// Without the sign that errors have in the other table.
    private static func plain(_ figure: Figure, _ value: Double) -> String {
        figure.text(value).replacingOccurrences(of: "+", with: "")
    }

    private static func times(_ ratio: Double) -> String { String(format: "%.2f", ratio) }

    private static func describe(_ load: LoadShape) -> String {
        let concurrency = load.concurrency.map { "\($0) at once" }
        let rate = load.rate.map { String(format: "%g a second", $0) }
        let shape = [concurrency, rate].compactMap(\.self).joined(separator: ", ")
        return "\(load.requests) × \(load.outputTokens) tokens, \(shape)"
    }

    /// Cells in columns as wide as they need, the first left, the others right.
    static func grid(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        func line(_ row: [String]) -> String {
            row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + space : space + cell
            }.joined(separator: "  ")
        }
        var lines = rows.map(line)
        lines.insert(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
        return lines.joined(separator: "\n")
    }
}
