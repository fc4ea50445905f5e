import BenchModel
import Foundation
import TestSupport

@testable import ToolAdapters

/// An adapter of a tool that is small enough to be installed in tests.
struct InstallerFakeAdapter: ToolAdapter {
    let id = ToolID("tiny")
    let defaultVersion: ToolVersion? = "1.2.0"
    var distribution: PythonDistribution? = .tiny()

    func mapping(for version: ToolVersion?) -> [FlagMapping] { [] }
    func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan { ToolPlan(tool: id, version: nil, argv: []) }
    func formula(for version: ToolVersion?, api: API) -> ToolFormula? { nil }
    func progress(in line: String) -> RunProgress? { line.hasPrefix("at ") ? RunProgress(phase: line) : nil }
    func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport { ToolReport(tool: id) }
}

extension PythonDistribution {
    static func tiny(size: String = "2 MB", releaseDays: [String: String] = [:]) -> PythonDistribution {
        PythonDistribution(
            name: "tiny-tool",
            extras: ["load"],
            executable: "tiny",
            subcommand: ["run"],
            size: size,
            releaseDays: releaseDays,
            constraints: { $0 < "1.1" ? ["numpy<2"] : [] }
        )
    }
}

/// A machine of its own for an installer: a folder for PATH with a Python and a uv that only write down what they are
/// asked, and an empty cache.
struct InstallerFakeMachine {
    static let python = """
        #!/bin/sh
        [ "$1" = "-c" ] && echo "3.12.1 $0"
        """
    /// Behaves like uv as far as an installation asks for it. `FAIL` makes the installation of packages fail, `HANG`
    /// makes it last, `BROKEN` is all that the installed tool does.
    static let uv = """
        #!/bin/sh
        echo "$@" >> "$RECORD"
        case "$1 $2" in
        "--version ") echo "uv 9.9.9" ;;
        "venv "*) for folder; do :; done; mkdir -p "$folder/bin" ;;
        "pip compile") [ -z "$DAY" ] || echo "wheels = [{ upload-time = ${DAY}T05:25:55Z }]" ;;
        "pip install")
            [ -z "$FAIL" ] || { echo "error: no solution" >&2; exit 1; }
            case "$NO_DATES$*" in 1*--exclude-newer*)
                echo "warning: 'x' is missing an upload date, but user provided: y" >&2; exit 1 ;;
            esac
            [ -z "$HANG" ] || { echo $$ > "$HANG"; sleep 300; }
            echo "Resolved 3 packages in 1ms" >&2
            echo "index=$UV_DEFAULT_INDEX downloads=$UV_PYTHON_DOWNLOADS"
            printf '#!/bin/sh\\n%s\\n' "$BROKEN" > "${4%python}tiny"
            chmod +x "${4%python}tiny" ;;
        "pip freeze") echo "tiny-tool==1.2.0" ;;
        esac
        """

    let folder: URL
    var environment: [String: String]
    var installer: Installer {
        Installer(cache: ToolCache(folder: folder.appending(path: "cache").path), environment: environment)
    }

    static func with(
        python: String? = Self.python,
        uv: String? = Self.uv,
        _ body: (InstallerFakeMachine) async throws -> Void
    ) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let binaries = folder.appending(path: "bin").path
            let environment = ["PATH": binaries + ":/usr/bin:/bin", "RECORD": folder.appending(path: "record").path]
            let machine = InstallerFakeMachine(folder: folder, environment: environment)
            try machine.write("bin/python3.12", python)
            try machine.write("bin/uv", uv)
            try await body(machine)
        }
    }

    /// Every command line that uv got, except the questions for its version.
    var record: [String] {
        let text = try? String(contentsOf: folder.appending(path: "record"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init).filter { $0 != "--version" }
    }

    @discardableResult
    func write(_ name: String, _ text: String?, mode: Int = 0o755) throws -> String {
        let file = folder.appending(path: name)
        guard let text else { return file.path }
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file.path
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: name).path) }
}
