import BenchModel
import Foundation
package import Traffic

/// `concord tap`: a tap by itself, recording until it is stopped.
package struct TapRecording: Sendable {
    /// What happens while it records.
    package enum Event: Sendable {
        /// Where clients send to, one URL a port.
        case listening([String])
        case progress(requests: Int, connections: Int)
        /// Something that went wrong, told when it happens for the first time.
        case failure(String)
    }

    private let options: TapOptions
    private let storePath: String?

    /// - Parameter storePath: SQLite file that is recorded into. Nil: only the summary is kept.
    package init(_ options: TapOptions, storePath: String?) {
        self.options = options
        self.storePath = storePath
    }

    /// Records until the task is cancelled.
    /// - Returns: What passed, a value a port.
    package func run(onEvent: @escaping @Sendable (Event) -> Void) async throws -> [WireSummary] {
        if let storePath, FileManager.default.fileExists(atPath: storePath) {
            throw HarnessError.usage("\(storePath) exists already; name another file with --out")
        }
        let store = try storePath.map { path throws(HarnessError) in try WireStore(path: path) }
        return try await Tap.run(options) { tap in
            let ports = options.ports.indices
            let keepers = ports.map { WireKeeper($0, url: tap.baseURL(of: $0), store: store) }
            // What is done for the first time takes longer, and is done while nothing passes.
            for keeper in keepers { try await keeper.keep(from: tap, isLast: false) }
            onEvent(.listening(ports.map(tap.baseURL)))
            var isStopped = false
            var told: Set<String> = []
            while !isStopped {
                isStopped = (try? await Task.sleep(for: .seconds(1))) == nil
                for keeper in keepers { try await keeper.keep(from: tap, isLast: isStopped) }
                for line in keepers.flatMap(\.summary.failureTexts) where told.insert(line).inserted {
                    onEvent(.failure(line))
                }
                let sums = keepers.map(\.counts)
                onEvent(
                    .progress(
                        requests: sums.reduce(0) { $0 + $1.requests },
                        connections: sums.reduce(0) { $0 + $1.connections }
                    )
                )
            }
            return keepers.map(\.summary)
        }
    }
}
