import Foundation

/// A file that one stream of a process is written to as it comes.
final class OutputFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// - Parameter isNew: Whether an older content is dropped.
    init(path: String, isNew: Bool) throws(LaunchError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isNew ? O_TRUNC : 0), 0o644)
        guard descriptor >= 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws(LaunchError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw .output(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }
}
