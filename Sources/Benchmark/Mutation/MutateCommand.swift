import ArgumentParser
import Foundation

struct MutateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutate",
        abstract:
            "Damages reports and recipes and holds what `compare` and `plan` say of them against what must follow.",
        discussion: """
            Ends with status 1 when an input brought a process down, took more than 5 s or 500 MB, was refused without a \
            reason, or when outputs agreed although a figure that decides had been changed beyond the tolerance. Such \
            inputs are kept below --out. Seed and number decide each input: the same command makes the same ones.
            Example: concord-benchmark mutate --count 10000 --seed 1 --out faults
            """
    )

    @Option(help: "Inputs in all.") var count = 10_000
    @Option(help: "Decides what is changed.") var seed = 1
    @Option(help: "Number of the first input.") var from = 0
    @Option(help: "Processes at once.") var workers = 1
    @Option(help: "Folder of a checkout, with fixtures/ and recipes/.") var root = "."
    @Option(help: "Folder for inputs that showed a fault.") var out = "mutation-faults"
    @Option(help: "Folder for what is written and read; one in memory is fastest.") var scratch: String?
    @Option(help: .hidden) var workerFolder: String?

    func validate() throws {
        guard count >= 1, workers >= 1, from >= 0 else {
            throw ValidationError("--count and --workers take 1 or more, --from 0 or more")
        }
    }

    func run() async throws {
        let place = URL(filePath: root)
        let all: MutationCorpus
        do { all = try MutationCorpus(root: place) } catch {
            throw ValidationError("--root \(root): expected a checkout with fixtures/ and recipes/ in it")
        }
        if let workerFolder {
            let names = try Data(contentsOf: URL(filePath: MutationSession.namesFile(workerFolder)))
            let corpus = try MutationCorpus(root: place, readable: JSONDecoder().decode(Set<String>.self, from: names))
            try MutationWorker(
                seed: seed,
                range: from..<(from + count),
                corpus: corpus,
                folder: workerFolder,
                patience: MutationSession.patience,
                memory: MutationSession.memory
            ).run()
            return
        }
        let scratch = scratch ?? Self.memoryFolder
        let probe = "\(scratch)/concord-mutate-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: probe) }
        let readable = try all.readable(scratch: probe)
        let corpus = try MutationCorpus(root: place, readable: readable)
        Console.note("\(corpus.units.count) outputs and \(corpus.recipes.count) recipes")
        let session = MutationSession(
            seed: seed,
            range: from..<(from + count),
            workers: workers,
            corpus: corpus,
            root: root,
            out: out,
            scratch: scratch
        )
        let tally = try await Interruption.run { try await session.run() }
        Console.result(tally.text)
        if !tally.faults.isEmpty { throw ExitCode.failure }
    }

    private static var memoryFolder: String {
        FileManager.default.isWritableFile(atPath: "/dev/shm")
            ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    }
}
