package import BenchModel

/// Why a tool cannot be found, installed or prepared.
package enum InstallError: Error, Equatable {
    /// It is a part of Concord and cannot be installed.
    case builtIn(ToolID)
    /// The command that the recipe gives cannot be run.
    case command(ToolID, LaunchError)
    /// The command that the recipe gives does not tell its version.
    case versionUnknown(ToolID, command: [String])
    /// No suitable Python. `found` lists those that are too old, each as `3.9.18 (/usr/bin/python3)`.
    case python(found: [String])
    /// There is no uv and it could not be installed.
    case uv(python: String, lastLines: [String], log: String)
    /// Not enough room, in bytes.
    case diskSpace(folder: String, needed: Int, free: Int)
    /// A folder or file of the cache cannot be used.
    case cache(path: String, reason: String)
    /// A step, such as `installing the packages`, failed.
    case step(String, ToolExit, lastLines: [String], log: String)
    /// A step could not be started.
    case launch(String, LaunchError)
    /// The packages are there and what they should contain is not.
    case executableMissing(String)
    /// The task was cancelled. What is there so far is no whole installation and is made anew the next time.
    case cancelled
}

extension InstallError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .builtIn(let id):
            "'\(id)' is a part of Concord; there is nothing to install."
        case .command(let id, let error):
            "tools.\(id).command: \(error)"
        case .versionUnknown(let id, let command):
            "tools.\(id).command: '\(command.joined(separator: " "))' does not tell its version. "
                + "Say it in the recipe: tools.\(id).version."
        case .python(let found):
            "Python \(PythonInterpreter.oldest) or newer is needed on PATH; found "
                + (found.isEmpty ? "none" : found.joined(separator: ", "))
                + ". Install one (such as the package python3.12), or name one with the variable UV_PYTHON."
        case .uv(let python, let lastLines, let log):
            "There is no uv on PATH and \(python) could not install it. Install uv, or the package python3-venv "
                + "that \(python) needs to do so, and try again.\n" + Self.tail(lastLines, log)
        case .diskSpace(let folder, let needed, let free):
            "Not enough room in \(folder): about \(Self.gigabytes(needed)) needed, \(Self.gigabytes(free)) free. "
                + "Make room, or move the cache with the variable CONCORD_CACHE."
        case .cache(let path, let reason):
            "The tool cache cannot be used: \(path): \(reason). Another place can be given with the variable CONCORD_CACHE."
        case .step(let step, let exit, let lastLines, let log):
            "\(step) failed: it \(exit.reason.words).\n" + Self.tail(lastLines, log)
        case .launch(let step, let error):
            "\(step) failed: \(error)"
        case .executableMissing(let path):
            "The installation holds no \(path); this version seems to be without its load tester."
        case .cancelled:
            "Interrupted; the installation is made anew the next time."
        }
    }

    private static func tail(_ lines: [String], _ log: String) -> String {
        (lines.map { "  " + $0 } + ["The whole log: \(log)"]).joined(separator: "\n")
    }

    private static func gigabytes(_ bytes: Int) -> String {
        "\((Double(bytes) / 100_000_000).rounded() / 10) GB"
    }
}
