import Synchronization

/// The last lines that a process wrote, on either stream.
final class LineTail: Sendable {
    private static let limit = 30
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func append(_ line: String) {
        kept.withLock { lines in
            if lines.count == Self.limit { lines.removeFirst() }
            lines.append(line)
        }
    }
}
