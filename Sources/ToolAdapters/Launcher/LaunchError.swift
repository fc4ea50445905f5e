/// Why a child process could not be started, or could not be followed to its end. How it ended by itself is no error
/// but a `ToolExit`.
package enum LaunchError: Error, Equatable {
    /// No such file, or no such name on PATH.
    case notFound(String)
    /// It is there and may not, or cannot, be executed; `reason` says why.
    case notExecutable(String, reason: String)
    /// The system refused; the text says why.
    case spawn(String)
    /// Its output could not be written, such as on a full disk. The process was ended.
    case output(path: String, reason: String)
    /// It ended while it was still needed.
    case endedEarly(ToolExit, lastLines: [String])
    /// The task was cancelled. The process was ended.
    case cancelled
}

extension LaunchError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let command):
            "'\(command)' was not found. Check the path, or that its folder is on PATH."
        case .notExecutable(let path, let reason):
            "'\(path)' cannot be run: \(reason)."
        case .spawn(let reason):
            "The process could not be started: \(reason)."
        case .output(let path, let reason):
            "Its output could not be written to \(path): \(reason). The process was ended."
        case .endedEarly(let exit, let lastLines):
            "The process ended while it was needed: \(exit.reason.words) after \(exit.rounded) s."
                + (lastLines.isEmpty
                    ? " It printed nothing." : " Its last lines:\n" + lastLines.joined(separator: "\n"))
        case .cancelled:
            "Interrupted; the process was ended."
        }
    }
}

extension ToolExit {
    fileprivate var rounded: Double { (seconds * 10).rounded() / 10 }
}

extension ToolExit.Reason {
    /// As the end of the sentence "it …": `exited with code 2`.
    package var words: String {
        switch self {
        case .exited(let code): "exited with code \(code)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut(let seconds): "ran longer than \(seconds) s"
        }
    }
}
