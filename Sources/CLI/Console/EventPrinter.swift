import BenchModel
import Harness
import ToolAdapters

/// Words for what happens during a run.
enum EventPrinter {
    static func show(_ event: RunEvent) {
        switch event {
        case .step(let text): Console.note("· \(text)")
        case .progress(let text): Console.progress("  \(text)")
        case .warning(let text): Console.note("warning: \(text)")
        case .resultFolder(let path): Console.note("· results go to \(path)")
        case .runStarted(let tool, let round, let rounds):
            Console.note("· round \(round) of at most \(rounds): \(tool)")
        case .runProgress(let tool, let round, let progress):
            let count =
                switch (progress.done, progress.total) {
                case (let done?, let total?): " \(done)/\(total)"
                case (let done?, nil): " \(done)"
                default: ""
                }
            // The probe stands before the first round.
            let place = round == 0 ? "probe" : "round \(round)"
            Console.progress("  \(place) \(tool): \(progress.phase)\(count)")
        case .runEnded(let tool, let round, let seconds, let outcome):
            let rounded = (seconds * 10).rounded() / 10
            Console.note("  round \(round) \(tool): \(outcome) (\(rounded) s)")
        }
    }
}
