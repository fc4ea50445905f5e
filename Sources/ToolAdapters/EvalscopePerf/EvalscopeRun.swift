import BenchModel
import Foundation

/// What belongs to one run among the files of an output, read.
struct EvalscopeRun {
    private(set) var sources: [ToolReport.Source] = []
    private(set) var summary: EvalscopeSummary?
    private(set) var percentiles: EvalscopePercentiles?
    private(set) var database: EvalscopeDatabase?
    private(set) var arguments: JSONValue?
    /// Whether the summary comes from console text.
    private(set) var isConsole = false
    private(set) var warnings: [String] = []
    private var place = ""
    /// By file, then by line.
    private var order: [Int] = []

    private typealias Found = (path: String, number: Int, part: EvalscopeFile.Part)

    /// Every run of an output, in the order of files and lines. The files of one folder are of one run, and so are the
    /// tables of a log that give the same figures.
    /// - Throws: `OutputError` when nothing is there, or when something is damaged.
    static func all(in output: ToolOutput) throws(OutputError) -> [EvalscopeRun] {
        var found: [Found] = []
        for (number, path) in output.files.enumerated() {
            for part in try EvalscopeFile.recognise(path) { found.append((path, number, part)) }
        }
        var runs: [EvalscopeRun] = []
        let folders = Dictionary(grouping: found) { URL(filePath: $0.path).deletingLastPathComponent().path }
        for (_, files) in folders.sorted(by: { $0.key < $1.key }) { runs += try self.runs(ofFolder: files) }
        try addConsoles(found, to: &runs)
        guard !runs.isEmpty else {
            let isUnfinished = found.contains { if case .unfinished = $0.part.file { true } else { false } }
            throw .evalscope(isUnfinished ? .cutOff : .missing, at: output.path)
        }
        for run in runs { try run.checkRows(in: output) }
        return runs.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    /// For the list of an output that holds several.
    var listed: OutputRun {
        var figures = summary?.values ?? percentiles?.values ?? [:]
        if let database, summary == nil {
            figures[MetricID(.requestsCompleted)] = MetricValue(Double(database.rows.count))
        }
        return OutputRun(place: place, work: work, figures: figures)
    }

    /// What the run's files tell of the work, the finest first.
    var work: ReportedWork {
        var work = arguments.map { EvalscopeWork.of(arguments: $0) } ?? ReportedWork()
        if let summary { work.merge(summary.work) }
        if let told = database?.work { work.merge(told) }
        return work
    }

    /// The runs that JSON files and databases hold. Summaries beside one another are of several runs, and nothing tells
    /// to which of them another file belongs.
    private static func runs(ofFolder files: [Found]) throws(OutputError) -> [EvalscopeRun] {
        func all(_ isOne: (EvalscopeFile) -> Bool) -> [Found] { files.filter { isOne($0.part.file) } }
        let summaries = all { if case .summary = $0 { true } else { false } }
        let tables = all { if case .percentiles = $0 { true } else { false } }
        let databases = all { if case .database = $0 { true } else { false } }
        let arguments = all { if case .arguments = $0 { true } else { false } }
        let isOne = [summaries, tables, databases, arguments].allSatisfy { $0.count <= 1 }
        let groups =
            isOne
            ? [summaries + tables + databases + arguments]
            : (summaries.isEmpty ? tables + databases : summaries).map { [$0] }
        var runs: [EvalscopeRun] = []
        for group in groups {
            let run = try EvalscopeRun(group)
            guard run.summary != nil || run.percentiles != nil || run.database != nil else { continue }
            if !runs.contains(where: { $0.isCopy(of: run) }) { runs.append(run) }
        }
        return runs
    }

    private init(_ files: [Found]) throws(OutputError) {
        let rank = { (file: EvalscopeFile) -> Int in if case .summary = file { 0 } else { 1 } }
        for (path, number, part) in files.sorted(by: { rank($0.part.file) < rank($1.part.file) }) {
            let place = part.line.map { "\(path):\($0)" } ?? path
            switch part.file {
            case .summary(let value): summary = try EvalscopeReportFile.summary(value, place: place)
            case .percentiles(let value):
                percentiles = try EvalscopeReportFile.percentiles(value, completed: summary?.completed, place: place)
            case .database: database = try EvalscopeDatabase(path: path)
            case .arguments(let value): arguments = value
            case .console, .unfinished: continue
            }
            if self.place.isEmpty {
                self.place = place
                order = [number, part.line ?? 0]
            }
            sources.append(ToolReport.Source(kind: part.file.kind, path: path))
        }
    }

    private init(_ console: EvalscopeConsole, path: String, place: String, order: [Int]) {
        self.order = order
        summary = console.summary
        percentiles = console.percentiles
        arguments = console.arguments
        warnings = console.warnings
        isConsole = true
        self.place = place
        sources = [ToolReport.Source(kind: "evalscope console text", path: path)]
    }

    private func isCopy(of other: EvalscopeRun) -> Bool {
        database == nil && other.database == nil && summary?.values == other.summary?.values
            && percentiles?.values == other.percentiles?.values && work == other.work
    }

    /// A run's log and its standard error hold the same tables. They belong to the run whose figures they give, else they
    /// are a run of their own. A damaged text counts only where nothing else was found.
    private static func addConsoles(_ found: [Found], to runs: inout [EvalscopeRun]) throws(OutputError) {
        var failure: OutputError?
        for (path, number, part) in found {
            guard case .console(let text) = part.file else { continue }
            do throws(OutputError) {
                let consoles = try EvalscopeConsole.all(in: text, place: path)
                for console in consoles {
                    let place = consoles.count == 1 ? path : "\(path):\(console.line)"
                    let run = EvalscopeRun(console, path: path, place: place, order: [number, console.line])
                    if let own = runs.firstIndex(where: { $0.gives(run) }) {
                        runs[own].complete(with: run)
                    } else {
                        runs.append(run)
                    }
                }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure {
            guard !runs.isEmpty else { throw failure }
            // Beside whole files of the same run, a log that is cut takes nothing away.
            if runs.contains(where: \.isConsole) { throw failure }
        }
    }

    /// Whether the tables can be of this run.
    private func gives(_ console: EvalscopeRun) -> Bool {
        if let own = summary?.values, let its = console.summary?.values, !OutputRun.areAlike(own, its) { return false }
        if let own = percentiles?.values, let its = console.percentiles?.values, !OutputRun.areAlike(own, its) {
            return false
        }
        if summary == nil, let rows = database?.rows.count, let its = console.summary {
            return rows == its.completed + its.failed
        }
        return console.work.told.allSatisfy { setting, value in work[setting].map { $0 == value } ?? true }
    }

    private mutating func complete(with console: EvalscopeRun) {
        if arguments == nil { arguments = console.arguments }
        guard summary == nil, percentiles == nil else { return }
        summary = console.summary
        percentiles = console.percentiles
        warnings += console.warnings
        isConsole = true
        sources += console.sources
    }

    private func checkRows(in output: ToolOutput) throws(OutputError) {
        guard let summary, let rows = database?.rows.count, rows != summary.completed + summary.failed else { return }
        throw .evalscope(
            .unknownShape("the database holds \(rows) requests, the summary \(summary.completed + summary.failed)"),
            at: output.path
        )
    }
}
