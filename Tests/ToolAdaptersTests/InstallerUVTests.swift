import BenchModel
import Foundation
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct InstallerUVTests {
    /// A Python that can make environments whose pip installs the uv beside it.
    private static let python = """
        #!/bin/sh
        case "$1 $2" in
        "-c "*) echo "3.12.1 $0" ;;
        "-m venv")
            [ -z "$NO_VENV" ] || { echo "ensurepip is not available" >&2; exit 1; }
            mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
        "-m pip")
            [ -z "$NO_PIP" ] || { echo "No module named pip" >&2; exit 1; }
            [ "$4" = "--target" ] && bin="$5/bin" || bin="${0%/python}"
            mkdir -p "$bin"; cp "$UV_TO_INSTALL" "$bin/uv" ;;
        esac
        """

    @Test func `without uv one is installed into an environment of its own`() async throws {
        try await withoutUV([:]) { machine in
            let uv = try await prepare(machine)
            #expect(uv.path == machine.folder.path + "/cache/uv/bin/uv")
            #expect(machine.exists("cache/uv/bin/python"))
            // The next time it is found.
            #expect(try await prepare(machine).version == "9.9.9")
        }
    }

    @Test func `without environments uv goes into a plain folder`() async throws {
        try await withoutUV(["NO_VENV": "1"]) { machine in
            let uv = try await prepare(machine)
            #expect(uv.path == machine.folder.path + "/cache/uv/bin/uv")
            #expect(!machine.exists("cache/uv/bin/python"))
        }
    }

    @Test func `without pip too the error says which package helps`() async throws {
        try await withoutUV(["NO_VENV": "1", "NO_PIP": "1"]) { machine in
            do {
                _ = try await prepare(machine)
                Issue.record("it did not fail")
            } catch let error as InstallError {
                guard case .uv(_, let lines, _) = error else { throw error }
                #expect(lines == ["No module named pip"])
                #expect(error.description.contains("python3-venv"))
            }
        }
    }

    @Test func `uv is told what pip is told`() {
        let settings = UVEnvironment([
            "PIP_INDEX_URL": "https://user:pass-word@index.example/simple",
            "PIP_CERT": "/etc/certificates.pem", "VIRTUAL_ENV": "/active",
        ])
        #expect(settings.variables["UV_DEFAULT_INDEX"] == "https://user:pass-word@index.example/simple")
        #expect(settings.variables["SSL_CERT_FILE"] == "/etc/certificates.pem")
        #expect(settings.variables["UV_PYTHON_DOWNLOADS"] == "never")
        #expect(settings.variables["VIRTUAL_ENV"] == .some(nil))
        #expect(settings.secrets == ["pass-word"])
    }

    @Test func `what uv is told itself comes first`() {
        let settings = UVEnvironment([
            "PIP_INDEX_URL": "https://pip.example/", "UV_INDEX_URL": "https://uv.example/",
        ])
        #expect(settings.variables["UV_DEFAULT_INDEX"] == nil)
    }

    private func withoutUV(
        _ environment: [String: String],
        _ body: (InstallerFakeMachine) async throws -> Void
    ) async throws {
        try await InstallerFakeMachine.with(python: Self.python, uv: nil) { machine in
            var machine = machine
            machine.environment.merge(environment) { $1 }
            machine.environment["UV_TO_INSTALL"] = try machine.write("uv-to-install", InstallerFakeMachine.uv)
            try FileManager.default.createDirectory(
                atPath: machine.folder.path + "/cache/logs",
                withIntermediateDirectories: true
            )
            try await body(machine)
        }
    }

    private func prepare(_ machine: InstallerFakeMachine) async throws -> UVTool {
        var environment = machine.environment
        environment["PATH"] = machine.folder.path + "/bin"
        // The scripts themselves need the system's commands.
        try machine.write("bin/mkdir", "#!/bin/sh\nexec /bin/mkdir \"$@\"\n")
        try machine.write("bin/cp", "#!/bin/sh\nexec /bin/cp \"$@\"\n")
        let python = try await PythonInterpreter.find(environment: environment)
        return try await UVTool.prepare(
            cache: machine.installer.cache,
            environment: environment,
            python: python,
            onProgress: { _ in }
        )
    }
}
