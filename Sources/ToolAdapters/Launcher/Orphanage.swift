import Foundation
import Synchronization

/// Ends what this process has launched when it is killed itself and cannot do so: a server that nobody ends keeps its GPU.
///
/// A small process in a group of its own reads from a pipe which groups there are. The pipe ends when this process does,
/// however it does, and what is on the list by then gets TERM and, five seconds later, KILL. Linux could let a child die
/// with its parent (`PR_SET_PDEATHSIG`), but that ends one process and not its group, and no other system knows it.
enum Orphanage {
    /// The writing end. Nil when the watcher could not be started; nothing else depends on it.
    private static let pipe = Mutex<Int32?>(start())

    /// `read` goes on when a signal comes; groups are listed between blanks.
    private static let script = """
        trap '' HUP INT QUIT TERM PIPE
        cd /
        groups=' '
        while read -r change group; do
            case $change in
            +) groups="$groups$group " ;;
            -) case $groups in *" $group "*) groups="${groups%%" $group "*} ${groups#*" $group "}" ;; esac ;;
            esac
        done
        left=
        for group in $groups; do kill -s TERM -- "-$group" && kill -s CONT -- "-$group" && left="$left $group"; done
        for second in 1 2 3 4 5; do
            running=
            for group in $left; do kill -s 0 -- "-$group" && running="$running $group"; done
            left=$running
            [ "$left" ] || exit 0
            sleep 1
        done
        for group in $left; do kill -s KILL -- "-$group"; done
        """

    /// - Parameter group: Of a process that leads it and has not been reaped.
    static func watch(_ group: Int32) { tell("+ \(group)\n") }

    /// To be called before the group's leader is reaped.
    static func forget(_ group: Int32) { tell("- \(group)\n") }

    private static func tell(_ line: String) {
        pipe.withLock { descriptor in
            guard let descriptor else { return }
            let bytes = Array(line.utf8)
            while write(descriptor, bytes, bytes.count) < 0, errno == EINTR {}
        }
    }

    private static func start() -> Int32? {
        var ends: [Int32] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else { return nil }
        // A child that held the writing end would keep the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] =
            ["sh", "-c", script].map { (word: String) in strdup(word) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ) == 0 else {
            close(ends[1])
            return nil
        }
        return ends[1]
    }
}
