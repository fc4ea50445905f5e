import Foundation
import Synchronization
import ToolAdapters

/// The whole of a fuzz: ranges of inputs in child processes, which are started again behind an input that ended one.
struct MutationSession: Sendable {
    /// Seconds, and bytes.
    static let patience = 5.0
    static let memory = 500e6

    struct Tally: Sendable {
        var done = 0
        var seconds = 0.0
        var outcomes: [String: Int] = [:]
        var faults: [(number: Int, text: String)] = []
        var slowest = 0.0
        var peakMemory = 0.0

        var text: String {
            let rate = String(format: "%.0f", Double(done) / max(seconds, 1e-9))
            let lines = outcomes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            return """
                \(done) inputs in \(String(format: "%.1f", seconds)) s, \(rate) a second; slowest \
                \(String(format: "%.3f", slowest)) s, most memory \(String(format: "%.0f", peakMemory / 1e6)) MB
                \(lines.joined(separator: ", "))
                \(faults.count) faults
                """
        }
    }

    /// Inputs for one child: so many that its start costs nothing, so few that progress shows.
    private static let batch = 2000

    let seed: Int
    let range: Range<Int>
    let workers: Int
    let corpus: MutationCorpus
    let root: String
    let out: String
    let scratch: String

    private final class Shared: Sendable {
        let next: Mutex<Int>
        let tally = Mutex(Tally())
        init(_ first: Int) { next = Mutex(first) }
    }

    func run() async throws -> Tally {
        let shared = Shared(range.lowerBound)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    while let part = shared.next.withLock({ next -> Range<Int>? in
                        guard next < range.upperBound else { return nil }
                        let part = next..<min(next + Self.batch, range.upperBound)
                        next = part.upperBound
                        return part
                    }) {
                        try await work(part, worker, shared)
                        let seconds = (ContinuousClock.now - start) / .seconds(1)
                        let text = shared.tally.withLock { tally in
                            tally.seconds = seconds
                            return
                                "\(tally.done) of \(range.count), \(Int(Double(tally.done) / seconds)) a second, \(tally.faults.count) faults"
                        }
                        Console.note(text)
                    }
                }
            }
            try await group.waitForAll()
        }
        return shared.tally.withLock(\.self)
    }

    /// Until the whole part is done, however often a child ends before.
    private func work(_ part: Range<Int>, _ worker: Int, _ shared: Shared) async throws {
        var rest = part
        while !rest.isEmpty {
            let folder = "\(scratch)/concord-mutate-\(ProcessInfo.processInfo.processIdentifier)-\(worker)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try JSONEncoder().encode(corpus.units.map(\.name)).write(to: URL(filePath: Self.namesFile(folder)))
            let exit = try await Launcher.run(command(rest, folder))
            let report = FileManager.default.contents(atPath: MutationWorker.reportFile(folder))
                .flatMap { try? JSONDecoder().decode(MutationWorker.Report.self, from: $0) }
            if let report { try add(report, shared) }
            if exit.reason == .exited(code: 0) { return }
            let number = Self.number(folder) ?? rest.lowerBound
            let log = String(
                decoding: FileManager.default.contents(atPath: folder + "/stderr.log") ?? Data(),
                as: UTF8.self
            )
            let cause =
                switch exit.reason {
                case .exited(MutationWorker.hangStatus): "it took more than \(Self.patience) s"
                case .exited(MutationWorker.memoryStatus): "more than \(Self.memory / 1e6) MB, this or one of 7 before"
                default: "the process ended: \(exit.reason) \(log.prefix(300))"
                }
            try note(number, cause, shared)
            // What was done behind the last report is not counted, and not done again.
            rest = min(number + 1, rest.upperBound)..<rest.upperBound
        }
    }

    private func command(_ part: Range<Int>, _ folder: String) -> ChildCommand {
        var command = ChildCommand(
            argv: [
                Self.ownPath, "mutate", "--worker-folder", folder, "--root", root, "--seed", "\(seed)", "--from",
                "\(part.lowerBound)", "--count", "\(part.count)",
            ],
            stdoutPath: folder + "/stdout.log",
            stderrPath: folder + "/stderr.log"
        )
        // It takes seconds, and the input is told anyway.
        command.environment["SWIFT_BACKTRACE"] = "enable=no"
        return command
    }

    static func namesFile(_ folder: String) -> String { folder + "/units.json" }

    private static var ownPath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func number(_ folder: String) -> Int? {
        guard let data = FileManager.default.contents(atPath: MutationWorker.numberFile(folder)), data.count == 8 else {
            return nil
        }
        return Int(data.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    }

    private func add(_ report: MutationWorker.Report, _ shared: Shared) throws {
        shared.tally.withLock { tally in
            tally.done += report.done
            tally.outcomes.merge(report.outcomes, uniquingKeysWith: +)
            tally.slowest = max(tally.slowest, report.slowest)
            tally.peakMemory = max(tally.peakMemory, report.peakMemory)
        }
        for fault in report.faults { try note(fault.number, fault.text, shared) }
    }

    private func note(_ number: Int, _ text: String, _ shared: Shared) throws {
        shared.tally.withLock { $0.faults.append((number, text)) }
        let input = MutationInput(number, seed: seed, corpus: corpus)
        Console.note("fault, input \(number): \(text); \(input.description(corpus))")
        // One kind of fault has many inputs: the first few hundred are enough.
        guard shared.tally.withLock({ $0.faults.count }) <= 300 else { return }
        try input.save(to: "\(out)/\(seed)-\(number)", corpus: corpus, reason: text)
    }
}
