import BenchModel
import Harness
import Synchronization

/// Prints a load while it is under way, and what came of it.
final class LoadPrinter: Sendable {
    private let isJSON: Bool
    private let line: Mutex<ProgressLine>

    init(isJSON: Bool, duration: Duration?) {
        self.isJSON = isJSON
        line = Mutex(ProgressLine(duration: duration))
    }

    func show(_ event: LoadEvent) {
        switch event {
        case .note(let text): Console.note("· \(text)")
        case .step(let text): Console.progress("\(text)")
        case .progress(let progress): Console.progress("\(line.withLock { $0.text(for: progress) })")
        }
    }

    func show(_ document: MeasurementDocument) throws -> ExitStatus {
        if isJSON {
            Console.result(try JSONText.of(document))
            if document.health?.healthy == false {
                Console.note("warning: the engine itself was the bottleneck; see 'health'.")
            }
        } else {
            let table = TextGrid.render(MeasurementTable.rows(of: document))
            Console.result(table + "\n\n" + LoadReport.text(document, width: Surroundings.terminalWidth))
        }
        return ExitStatus(document)
    }
}
