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
            onEvent(.listening(ports.map(tap.baseURL)))
            var summaries = ports.map { WireSummary(url: tap.baseURL(of: $0)) }
            var isStopped = false
            while !isStopped {
                isStopped = (try? await Task.sleep(for: .seconds(1))) == nil
                for port in ports {
                    let wire = await tap.drain(port, isLast: isStopped)
                    summaries[port].add(wire)
                    guard let store else { continue }
                    let written = await IdleThread.run {
                        Result { () throws(HarnessError) in try store.add(wire, port: port) }
                    }
                    try written.get()
                }
                let sums = summaries.map { (requests: $0.requests, connections: $0.connections) }
                onEvent(
                    .progress(
                        requests: sums.reduce(0) { $0 + $1.requests },
                        connections: sums.reduce(0) { $0 + $1.connections }
                    )
                )
            }
            return summaries
        }
    }
}
