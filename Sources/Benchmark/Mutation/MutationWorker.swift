import Foundation
import Synchronization

/// Works through a range of inputs in a process of its own, which may die of one of them.
struct MutationWorker {
    /// How it ends where an input takes too long or too much.
    static let hangStatus = 86
    static let memoryStatus = 87

    /// What it leaves beside the faults, rewritten after every few inputs.
    struct Report: Codable, Sendable {
        var done = 0
        var outcomes: [String: Int] = [:]
        var faults: [Fault] = []
        var slowest = 0.0
        var peakMemory = 0.0

        struct Fault: Codable, Sendable {
            let number: Int
            let text: String
        }
    }

    let seed: Int
    let range: Range<Int>
    let corpus: MutationCorpus
    let folder: String
    /// Seconds that one input may take.
    let patience: Double
    /// Bytes that the process may have held.
    let memory: Double

    static func numberFile(_ folder: String) -> String { folder + "/number" }
    static func reportFile(_ folder: String) -> String { folder + "/report.json" }

    /// Started; nil when none is under way.
    private final class Clock: Sendable {
        let start = Mutex<ContinuousClock.Instant?>(nil)
    }

    func run() throws {
        let clock = Clock()
        watch(clock)
        let judge = MutationJudge(corpus: corpus, scratch: folder + "/files")
        let number = open(Self.numberFile(folder), O_CREAT | O_WRONLY, 0o644)
        defer { close(number) }
        var report = Report()
        func write() throws {
            try JSONEncoder().encode(report).write(to: URL(filePath: Self.reportFile(folder)), options: .atomic)
        }
        for place in range {
            var value = Int64(place)
            pwrite(number, &value, 8, 0)
            let input = MutationInput(place, seed: seed, corpus: corpus)
            let start = ContinuousClock.now
            clock.start.withLock { $0 = start }
            let result = try judge.result(of: input)
            clock.start.withLock { $0 = nil }
            report.slowest = max(report.slowest, (ContinuousClock.now - start) / .seconds(1))
            report.done += 1
            report.outcomes[result.outcome, default: 0] += 1
            if let fault = result.fault { report.faults.append(Report.Fault(number: place, text: fault)) }
            if place.isMultiple(of: 8) {
                report.peakMemory = ProcessClock.peakMemory(of: getpid()) ?? 0
                if report.peakMemory > memory {
                    try write()
                    exit(Int32(Self.memoryStatus))
                }
            }
            if report.done.isMultiple(of: 200) { try write() }
        }
        try write()
    }

    /// Ends the process when an input takes too long: nothing else can be done from within.
    private func watch(_ clock: Clock) {
        let limit = Duration.seconds(patience)
        Thread.detachNewThread {
            while true {
                Thread.sleep(forTimeInterval: 0.25)
                let start = clock.start.withLock(\.self)
                if let start, ContinuousClock.now - start > limit { _exit(Int32(Self.hangStatus)) }
            }
        }
    }
}
