import BenchModel
package import Foundation

/// One run's folder: everything that was found out, readable again by `compare` and `report`.
package struct ResultFolder: Sendable {
    package let path: String

    /// Makes `parent/TIME-NAME`, with a number appended when it exists already.
    package static func make(in parent: String, name: String, now: Date) throws(HarnessError) -> ResultFolder {
        let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            .time(includingFractionalSeconds: false).timeSeparator(.omitted).dateSeparator(.omitted)
        // A file's name has 255 bytes at most; a letter has up to four in UTF-8.
        let slug = String(name.prefix(50).map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "-" })
        let base = "\(parent)/\(now.formatted(style))-\(slug)"
        do {
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            for number in 1...1000 {
                let path = number == 1 ? base : "\(base)-\(number)"
                if FileManager.default.fileExists(atPath: path) { continue }
                do {
                    // Prompts, answers and logs are its owner's; what lies in it follows the umask.
                    try FileManager.default.createDirectory(
                        atPath: path,
                        withIntermediateDirectories: false,
                        attributes: [.posixPermissions: 0o700]
                    )
                } catch CocoaError.fileWriteFileExists {
                    // Another run took the name in between.
                    continue
                }
                return ResultFolder(path: URL(filePath: path).standardizedFileURL.path)
            }
            throw HarnessError.cannotWrite(path: base, reason: "a thousand folders of that name exist")
        } catch { throw .cannotWrite(path: base, reason: Self.reason(error)) }
    }

    package init(path: String) { self.path = path }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    package func toolFolder(round: Int, tool: String) -> String { "\(roundFolder(round))/\(tool)" }

    func roundFolder(_ round: Int) -> String { "\(path)/round-\(round)" }

    /// The file that says that a round is whole.
    func roundMark(_ round: Int) -> String { "\(roundFolder(round))/round.json" }

    /// The file that says what is measured.
    var sessionRecord: String { file("session.json") }

    package func makeFolder(_ path: String) throws(HarnessError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw .cannotWrite(path: path, reason: Self.reason(error))
        }
    }

    /// A folder without a round or a probe is worth keeping only for the log of a server that Concord started.
    func removeIfNothingWasMeasured(_ server: ServerChoice) {
        if case .launch = server, FileManager.default.fileExists(atPath: file("server")) { return }
        guard !["round-1", "probe", "stopped-1"].contains(where: { FileManager.default.fileExists(atPath: file($0)) })
        else {
            return
        }
        try? FileManager.default.removeItem(atPath: path)
    }

    /// - Throws: `HarnessError.cannotRead`.
    func read<Value: Decodable>(_ type: Value.Type, atPath path: String) throws(HarnessError) -> Value {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .cannotRead(path: path, reason: "it is not there")
        }
        do { return try JSONDecoder().decode(type, from: data) } catch {
            throw .cannotRead(path: path, reason: "it is not of this version (\(error))")
        }
    }

    package func write(_ text: String, to name: String) throws(HarnessError) {
        try write(Data(text.utf8), toPath: file(name))
    }

    package func write(_ value: some Encodable, asJSONTo path: String) throws(HarnessError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data: Data
        do { data = try encoder.encode(value) } catch { throw .cannotWrite(path: path, reason: "\(error)") }
        try write(data, toPath: path)
    }

    package func write(_ text: String, toPath path: String) throws(HarnessError) {
        try write(Data(text.utf8), toPath: path)
    }

    private func write(_ data: Data, toPath path: String) throws(HarnessError) {
        do { try data.write(to: URL(filePath: path), options: .atomic) } catch {
            throw .cannotWrite(path: path, reason: Self.reason(error))
        }
    }

    /// The system's own words for a file error, without Foundation's wrapping.
    static func reason(_ error: any Error) -> String {
        if case HarnessError.cannotWrite(_, let reason) = error { return reason }
        let inner = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let inner, inner.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(inner.code))) }
        if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return String(cString: strerror(ENOSPC)) }
        return (error as NSError).localizedDescription
    }
}
