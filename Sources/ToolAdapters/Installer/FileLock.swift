import Foundation

/// A lock between processes, and between tasks of one, held while a body runs. The system frees it when its holder dies.
enum FileLock {
    /// - Parameters:
    ///   - path: Made when missing and left behind.
    ///   - onWait: Called once when someone else holds it.
    static func hold<Value>(
        _ path: String,
        onWait: () -> Void,
        _ body: () async throws(InstallError) -> Value
    ) async throws(InstallError) -> Value {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cache(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var hasWaited = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .cache(path: path, reason: String(cString: strerror(errno)))
            }
            if !hasWaited { onWait() }
            hasWaited = true
            do {
                try await Task.sleep(for: .milliseconds(100))
            } catch {
                throw .cancelled
            }
        }
        return try await body()
    }
}
