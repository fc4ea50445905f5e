import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// One request of each tool through the tap, held against the reference's. Nothing is measured.
struct Probe: Sendable {
    let recipe: Recipe
    let setups: [ToolSetup]
    let factory: JobFactory
    let folder: ResultFolder
    /// The server's log with its requests. Nil: what the server made of a request is not known.
    var serverLog: String?
    /// Names (lower case) of the recipe's headers whose value comes from the environment.
    var secretHeaders: Set<String> = []
    let onEvent: @Sendable (RunEvent) -> Void

    /// A tool that gave nothing to compare, and why.
    struct Failure: Sendable {
        let tool: ToolID
        /// One sentence or more, with the tool's last words.
        var reason: String
        let folder: String
    }

    struct Outcome: Sendable {
        var document: ProbeDocument
        /// What the server did not answer, in its own words: one a tool.
        var refusals: [Finding]
        /// Of the tools whose requests the server answered.
        var failures: [Failure]
    }

    /// Tools run side by side; one after another when the server's log is read, which does not say whose a request is.
    func run() async throws -> Outcome {
        onEvent(.step("sending one request of each tool through the tap"))
        let factory = try ProbeJob.factory(from: factory, folder: folder)
        var options = TapOptions(upstream: factory.baseURL, ports: setups.count)
        options.secretHeaders = secretHeaders
        let runs = try await Tap.run(options) { tap in
            guard let serverLog else { return try await allAtOnce(factory, tap) }
            var runs: [ProbeRun.Result] = []
            for index in setups.indices {
                let log = try ServerLog(path: serverLog)
                var run = try await probe(index, factory, tap)
                if run.failure == nil { run.seen?.sampling = await log.lastSampling() }
                runs.append(run)
            }
            return runs
        }
        let answers = zip(setups, runs).map { setup, run in
            WireFailures(setup.choice.id, run.wire, recipe: recipe, secrets: factory.secretValues)
        }
        // What was not answered is no work that could be compared.
        let seen = setups.indices.filter { !answers[$0].isUnanswered }.map { index in
            (tool: setups[index].choice.id, seen: runs[index].failure == nil ? runs[index].seen : nil)
        }
        let document = ProbeDocument(
            seen,
            reference: recipe.referenceTool,
            rules: ProbeRules(recipe)
        )
        try folder.write(document, asJSONTo: folder.file("probe.json"))
        let failures = zip(answers, runs).compactMap { answer, run -> Failure? in
            guard !answer.isUnanswered, var failure = run.failure else { return nil }
            if answer.isAllWhole {
                failure.reason += " The server answered its request whole: what failed is the client."
            }
            return failure
        }
        let refusals = answers.compactMap { $0.serverFinding("probe", expected: 1) }
        return Outcome(document: document, refusals: refusals, failures: failures)
    }

    private func allAtOnce(_ factory: JobFactory, _ tap: RunningTap) async throws -> [ProbeRun.Result] {
        try await withThrowingTaskGroup(of: (Int, ProbeRun.Result).self) { tasks in
            for index in setups.indices {
                tasks.addTask { (index, try await probe(index, factory, tap)) }
            }
            var runs: [(Int, ProbeRun.Result)] = []
            while let run = try await tasks.next() { runs.append(run) }
            return runs.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func probe(_ index: Int, _ factory: JobFactory, _ tap: RunningTap) async throws -> ProbeRun.Result {
        let setup = setups[index]
        var factory = factory
        factory.baseURL = tap.baseURL(of: index)
        let output = folder.file("probe/\(setup.choice.id)")
        let job = factory.job(for: setup, outputFolder: output, salt: UUID().uuidString)
        let run = ProbeRun(setup: setup, job: job, folder: folder, onEvent: onEvent)
        return try await run.perform { await tap.take(index) }
    }
}
