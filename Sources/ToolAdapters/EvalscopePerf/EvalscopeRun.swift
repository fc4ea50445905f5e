import BenchModel

/// The files of one run, sorted and read.
struct EvalscopeRun {
    private(set) var sources: [ToolReport.Source] = []
    private(set) var summary: EvalscopeSummary?
    private(set) var percentiles: EvalscopePercentiles?
    private(set) var database: EvalscopeDatabase?
    private(set) var arguments: JSONValue?
    /// Whether the summary comes from console text.
    private(set) var isConsole = false
    private(set) var warnings: [String] = []

    init(_ output: ToolOutput) throws(OutputError) {
        var files: [(path: String, file: EvalscopeFile)] = []
        for path in output.files {
            if let file = try EvalscopeFile.recognise(path) { files.append((path, file)) }
        }
        try Self.refuseSweep(files, output: output)
        try readReports(files)
        if summary == nil, percentiles == nil { try readConsole(files) }
        for (path, file) in files {
            switch file {
            case .database:
                database = try EvalscopeDatabase(path: path)
                note(path, file)
            case .arguments(let value):
                arguments = value
                note(path, file)
            default: continue
            }
        }
        guard summary != nil || percentiles != nil || database != nil else {
            let isUnfinished = files.contains { if case .unfinished = $0.file { true } else { false } }
            throw .evalscope(isUnfinished ? .cutOff : .missing, at: output.path)
        }
        if let summary, let rows = database?.rows.count, rows != summary.completed + summary.failed {
            throw .evalscope(
                .unknownShape("the database holds \(rows) requests, the summary \(summary.completed + summary.failed)"),
                at: output.path
            )
        }
    }

    private mutating func note(_ path: String, _ file: EvalscopeFile) {
        sources.append(ToolReport.Source(kind: file.kind, path: path))
    }

    private mutating func readReports(_ files: [(path: String, file: EvalscopeFile)]) throws(OutputError) {
        for (path, file) in files {
            guard case .summary(let value) = file else { continue }
            summary = try EvalscopeReportFile.summary(value, place: path)
            note(path, file)
        }
        for (path, file) in files {
            guard case .percentiles(let value) = file else { continue }
            percentiles = try EvalscopeReportFile.percentiles(value, completed: summary?.completed, place: path)
            note(path, file)
        }
    }

    /// A run's log and its standard error hold the same tables; the first that is whole is read.
    private mutating func readConsole(_ files: [(path: String, file: EvalscopeFile)]) throws(OutputError) {
        var failure: OutputError?
        for (path, file) in files {
            guard case .console(let text) = file else { continue }
            do throws(OutputError) {
                let console = try EvalscopeConsole(text: text, place: path)
                summary = console.summary
                percentiles = console.percentiles
                warnings += console.warnings
                arguments = console.arguments
                isConsole = true
                note(path, file)
                return
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// A sweep leaves a folder a point, of which none is the run's result.
    private static func refuseSweep(
        _ files: [(path: String, file: EvalscopeFile)],
        output: ToolOutput
    ) throws(OutputError) {
        for kind in ["evalscope summary JSON", "evalscope percentile JSON", "evalscope request database"] {
            let places = files.filter { $0.file.kind == kind }.map { file in
                file.path.hasPrefix(output.path + "/") ? String(file.path.dropFirst(output.path.count + 1)) : file.path
            }
            if places.count > 1 {
                throw .evalscope(.ambiguous(places.joined(separator: ", ")), at: output.path)
            }
        }
    }
}
