import Foundation

/// Tells others that a result folder is being written to. The system frees it when its holder dies, however it dies.
struct FolderLock: Sendable {
    /// Nil where the file system knows no locks, or the folder cannot be opened.
    private let descriptor: Int32?

    /// Nil when someone else holds it.
    init?(_ path: String) {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else {
            descriptor = nil
            return
        }
        if flock(opened, LOCK_EX | LOCK_NB) == 0 {
            descriptor = opened
            return
        }
        let isHeld = errno == EWOULDBLOCK
        close(opened)
        if isHeld { return nil }
        descriptor = nil
    }

    func release() {
        if let descriptor { close(descriptor) }
    }
}
