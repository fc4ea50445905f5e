import BenchModel
import Foundation

/// A Python of this machine that a tool can be installed with.
struct PythonInterpreter: Sendable, Equatable {
    static let oldest: ToolVersion = "3.10"
    /// Versions for which most packages have ready-made binaries come first.
    private static let names = [
        "python3.12", "python3.11", "python3.13", "python3.10", "python3.14", "python3", "python",
    ]
    private static let question = "import sys; print('%d.%d.%d' % sys.version_info[:3], sys.executable)"

    /// What `uv --python` takes: a path.
    let path: String
    let version: ToolVersion

    /// - Parameter environment: `PATH` is searched, for what `UV_PYTHON` names first; the children get all of it.
    static func find(environment: [String: String]) async throws(InstallError) -> PythonInterpreter {
        let named = environment["UV_PYTHON"] ?? ""
        let first = named.first?.isNumber == true ? "python" + named : named
        let searchPath = environment["PATH"] ?? ""
        let candidates = ([first] + names).flatMap { name in
            name.hasPrefix("/") ? [name] : ExecutablePath.all(named: name, searchPath: searchPath)
        }
        var unsuitable: [String] = []
        for path in candidates {
            guard let python = try await interpreter(path, environment: environment) else { continue }
            if python.version >= oldest { return python }
            let description = "\(python.version) (\(python.path))"
            if !unsuitable.contains(description) { unsuitable.append(description) }
        }
        throw .python(found: unsuitable)
    }

    /// Nil when the file does not answer as a Python does: a version manager's stand-in, or a broken one.
    private static func interpreter(
        _ path: String,
        environment: [String: String]
    ) async throws(InstallError) -> PythonInterpreter? {
        do {
            let answer = try await CapturedCommand.run(
                [path, "-c", question],
                environment: environment.mapValues { $0 },
                timeout: .seconds(30)
            )
            let words = answer.output.split(whereSeparator: \.isWhitespace)
            guard answer.hasSucceeded, words.count >= 2, let version = ToolVersion(words[0]) else { return nil }
            return PythonInterpreter(path: words.dropFirst().joined(separator: " "), version: version)
        } catch .cancelled {
            throw .cancelled
        } catch {
            return nil
        }
    }
}
