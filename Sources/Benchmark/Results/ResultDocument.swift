import BenchModel
import Foundation

/// The results as JSON. Times in seconds, memory in bytes.
struct ResultDocument: Encodable {
    struct Entry: Encodable {
        let name: String
        let title: String
        let load: Load
        let clients: [ClientEntry]
        let targets: [TargetEntry]
    }

    struct Load: Encodable {
        let requests: Int
        let outputTokens: Int
        let concurrency: Int?
        let rate: Double?
        let ttft: Double
        let itl: Double
        let batch: Int
    }

    struct ClientEntry: Encodable {
        let client: Client
        let version: String?
        let runs: [Run]
        let medians: [Figure: Double]
        /// Of the CPU time a chunk, by what it is divided by.
        let cpuRatios: [String: Double]
    }

    struct TargetEntry: Encodable {
        let client: Client
        let figure: Figure
        /// Nil: the figure itself is held against the limit.
        let over: Client?
        let limit: Double
        let measured: Double?
        let verdict: String
    }

    let schema = "https://concord.dev/schema/benchmark/1"
    let version = Release.version
    let date: String
    let quick: Bool
    let machine: MachineState
    let scenarios: [Entry]

    init(_ outcome: BenchmarkSession.Outcome, machine: MachineState, quick: Bool, date: Date) {
        self.date = date.formatted(.iso8601)
        self.quick = quick
        self.machine = machine
        scenarios = outcome.results.map { Entry($0, versions: outcome.versions) }
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}

extension ResultDocument.Entry {
    fileprivate init(_ result: ScenarioResult, versions: [Client: String]) {
        name = result.scenario.name
        title = result.scenario.title
        load = ResultDocument.Load(result.scenario.load)
        clients = result.clients.map { client in
            ResultDocument.ClientEntry(
                client: client,
                version: versions[client],
                runs: result.rounds.compactMap { $0[client] },
                medians: Dictionary(
                    uniqueKeysWithValues: Figure.allCases.compactMap { figure in
                        result.median(figure, of: client).map { (figure, $0) }
                    }
                ),
                cpuRatios: Dictionary(
                    uniqueKeysWithValues: [Client.floor, .vllmRust].compactMap { base in
                        result.ratio(.cpuPerChunk, of: client, to: base).map { (base.rawValue, $0) }
                    }
                )
            )
        }
        targets = result.scenario.targets.map { ResultDocument.TargetEntry($0, result) }
    }
}

extension ResultDocument.TargetEntry {
    fileprivate init(_ target: Target, _ result: ScenarioResult) {
        client = target.client
        figure = target.figure
        switch target.bound {
        case .atMost(let limit), .atLeast(let limit): (over, self.limit) = (nil, limit)
        case .ratioAtMost(let limit, let base), .ratioAbove(let limit, let base),
            .differenceAtMost(let limit, let base):
            (over, self.limit) = (base, limit)
        }
        measured = result.measured(target)
        verdict = result.isMet(target).map { $0 ? "pass" : "miss" } ?? "not measured"
    }
}

extension ResultDocument.Load {
    fileprivate init(_ load: LoadShape) {
        requests = load.requests
        outputTokens = load.outputTokens
        concurrency = load.concurrency
        rate = load.rate
        ttft = load.ttft / .seconds(1)
        itl = load.itl / .seconds(1)
        batch = load.batch
    }
}
