import BenchModel
import Foundation

/// What a server has written to its log since this value was made.
struct ServerLog: Sendable {
    private let path: String
    private let start: UInt64

    /// How long a line may take from the server to the file.
    private static let patience = Duration.seconds(2)

    /// - Throws: `HarnessError.cannotRead`.
    init(path: String) throws(HarnessError) {
        self.path = path
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            start = try file.seekToEnd()
            try file.close()
        } catch { throw .cannotRead(path: path, reason: ResultFolder.reason(error)) }
    }

    /// The parameters of the last request; nil when none has been written.
    func lastSampling() async -> SamplingParameters? {
        let limit = ContinuousClock.now + Self.patience
        while true {
            if let last = SamplingParameters.all(in: added).last { return last }
            guard ContinuousClock.now < limit, (try? await Task.sleep(for: .milliseconds(50))) != nil else {
                return nil
            }
        }
    }

    /// A log that has become shorter was begun anew.
    private var added: [UInt8] {
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else { return [] }
        defer { try? file.close() }
        guard let end = try? file.seekToEnd() else { return [] }
        do { try file.seek(toOffset: end < start ? 0 : start) } catch { return [] }
        return (try? file.readToEnd()).map { [UInt8]($0) } ?? []
    }
}
