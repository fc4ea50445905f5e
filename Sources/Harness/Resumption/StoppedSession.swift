import BenchModel
import Foundation

/// A session that was stopped before it was done, and goes on: its whole rounds stay as they are, and the rest is measured
/// as if it had never begun.
struct StoppedSession: Sendable {
    let folder: ResultFolder
    /// As it was written when the session began, or went on last.
    let record: SessionRecord
    /// How many times something of a stopped start was put aside.
    private(set) var attempt = 0

    /// Rounds from the first that are whole.
    var wholeRounds: Int { RoundArchive.wholeRounds(in: folder) }

    private init(folder: ResultFolder, record: SessionRecord) {
        self.folder = folder
        self.record = record
    }

    /// - Parameter parent: Of result folders.
    /// - Throws: `HarnessError.usage` when there is nothing that could go on.
    static func find(_ choice: ResumeChoice, of recipe: Recipe, in parent: String) throws(HarnessError)
        -> StoppedSession
    {
        switch choice {
        case .folder(let path): try named(ResultFolder(path: URL(filePath: path).standardizedFileURL.path))
        case .newest: try newest(of: recipe.name, in: URL(filePath: parent).standardizedFileURL.path)
        }
    }

    private static func named(_ folder: ResultFolder) throws(HarnessError) -> StoppedSession {
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw .usage("there is nothing to resume: there is no folder \(folder.path).")
        }
        guard FileManager.default.fileExists(atPath: folder.sessionRecord) else {
            throw .usage(
                """
                \(folder.path) cannot be resumed: it holds no session.json, so that it is no result folder, or one that was \
                stopped before its first round. Run without --resume.
                """
            )
        }
        if let verdict = try finalVerdict(of: folder) {
            throw .usage(
                "\(folder.path) is finished: its verdict is \(verdict.rawValue). Run without --resume to measure anew."
            )
        }
        return StoppedSession(folder: folder, record: try folder.read(SessionRecord.self, atPath: folder.sessionRecord))
    }

    /// By the names of the folders, which begin with the time. One that is being written to is none that was stopped.
    private static func newest(of name: String, in parent: String) throws(HarnessError) -> StoppedSession {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for entry in names.sorted(by: >) {
            let folder = ResultFolder(path: "\(parent)/\(entry)")
            guard let record = try? folder.read(SessionRecord.self, atPath: folder.sessionRecord), record.name == name,
                try finalVerdict(of: folder) == nil, let lock = FolderLock(folder.path)
            else { continue }
            lock.release()
            return StoppedSession(folder: folder, record: record)
        }
        throw .usage(
            """
            there is nothing to resume: no stopped session of the recipe '\(name)' is below \(parent). Name its result \
            folder with --resume FOLDER, or run without --resume.
            """
        )
    }

    /// Nil when the session has none, or was interrupted.
    private static func finalVerdict(of folder: ResultFolder) throws(HarnessError) -> Verdict? {
        guard FileManager.default.fileExists(atPath: folder.file("verdict.json")) else { return nil }
        let document = try StoredVerdict.read(folder.path)
        return document.findings.contains { $0.id == "interrupted" } ? nil : document.verdict
    }

    /// - Throws: `HarnessError.usage` when its rounds were measured with another recipe or another Concord, with or without
    ///   a tap unlike now, or on another machine.
    func check(_ recipe: Recipe, usesTap: Bool) throws(HarnessError) {
        let now = SessionRecord(recipe, usesTap: usesTap)
        try compare {
            $0.version = now.version
            $0.name = now.name
            $0.recipe = now.recipe
            $0.usesTap = now.usesTap
            $0.machine = now.machine
        }
    }

    /// - Throws: `HarnessError.usage` when its rounds were measured with other versions of the tools.
    func check(_ setups: [ToolSetup]) throws(HarnessError) {
        try compare { $0.tools = SessionRecord.Tool.list(setups) }
    }

    /// - Throws: `HarnessError.usage` when the server says other things of itself than it did.
    func check(_ factory: JobFactory) throws(HarnessError) {
        try compare {
            $0.server = factory.notes
            $0.templateTokens = factory.templateTokens
        }
    }

    /// - Parameter change: Puts in what is known of now; the rest counts as the same.
    private func compare(_ change: (inout SessionRecord) -> Void) throws(HarnessError) {
        var now = record
        change(&now)
        let differences = now.differences(from: record)
        guard !differences.isEmpty else { return }
        let shown = differences.prefix(8).joined(separator: "; ")
        throw .usage(
            """
            \(folder.path) cannot be resumed with what is other than it was: \(shown)\
            \(differences.count > 8 ? "; and \(differences.count - 8) more" : ""). Resume it with the same recipe, options, \
            tools and server, or run without --resume.
            """
        )
    }

    /// Moves what the stopped start left unfinished, and what the next would write over, into `stopped-N`: the round that was
    /// under way, and the server's log. It is kept to see what it was stopped in; nothing reads it.
    /// - Throws: `HarnessError.usage` when its server or a tool of it still runs.
    mutating func putAside(_ store: ResultStore) throws(HarnessError) {
        if let process = record.process, process.isRunning {
            throw .usage(
                """
                the server that the stopped run launched still runs (process \(process.id)). End it, such as with \
                `kill \(process.id)`, and then resume.
                """
            )
        }
        let tools = LeftoverTools.find(in: folder)
        guard tools.isEmpty else {
            throw .usage(
                """
                a tool of the stopped run still runs (process \(tools.map(String.init).joined(separator: ", "))). Let it \
                end, or end it, and then resume.
                """
            )
        }
        let whole = wholeRounds
        let files = FileManager.default
        let entries = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
        let old = entries.filter { name in
            name == "server" || name.hasPrefix("round-") && (Int(name.dropFirst(6)).map { $0 > whole } ?? false)
        }
        attempt = 0
        while files.fileExists(atPath: folder.file("stopped-\(attempt + 1)")) { attempt += 1 }
        if !old.isEmpty {
            attempt += 1
            let aside = folder.file("stopped-\(attempt)")
            try folder.makeFolder(aside)
            for name in old {
                do { try files.moveItem(atPath: folder.file(name), toPath: "\(aside)/\(name)") } catch {
                    throw .cannotWrite(path: "\(aside)/\(name)", reason: ResultFolder.reason(error))
                }
            }
        }
        try store.removeRuns(from: whole + 1)
    }

    /// The record with this resumption in it.
    func resumed(at now: Date) throws(HarnessError) -> SessionRecord {
        var record = record
        let whole = wholeRounds
        guard whole > 0 else { return record }
        let last = try RoundArchive.record(of: whole, in: folder)
        let ended = try? Date(last.finished, strategy: .iso8601)
        // One after which no round became whole has left no trace.
        record.resumptions.removeAll { $0.afterRound >= whole }
        record.resumptions.append(
            SessionRecord.Resumption(
                afterRound: whole,
                seconds: ended.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0
            )
        )
        return record
    }
}
