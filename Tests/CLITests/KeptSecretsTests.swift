import Foundation
import TestSupport
import Testing

/// What a result folder keeps of secrets, and who may read it.
struct KeptSecretsTests {
    private static let secrets = ["SEKRET-variable", "SEKRET-ready", "SEKRET-argument", "SEKRET-key", "SEKRET-body"]

    /// A launched server that prints everything that it was given.
    private func recipe(in folder: URL, port: Int, command: String) throws -> String {
        let text = """
            name: small
            server:
              launch:
                argv: [sh, -c, '\(command)', sh, --api-key, SEKRET-argument]
                url: "http://127.0.0.1:\(port)"
                ready: "http://127.0.0.1:\(port)/health?token=SEKRET-ready"
                environment: {MY_API_TOKEN: SEKRET-variable, PORT: \(port)}
            model: {name: simulator}
            workload:
              prompts: shared
              input_tokens: 16
              output_tokens: 8
              requests: 6
              concurrency: 2
              api_key_env: KEPT_KEY
              extra_body: {user_token: SEKRET-body, deep: {auth: [SEKRET-body]}}
            warmup: {requests: 1, pause: 0s}
            tools: {native: {}}
            rounds: 1
            """
        let path = folder.appending(path: "small.yaml")
        try text.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    private static let printing = "echo $MY_API_TOKEN $@ $KEPT_KEY ready SEKRET-ready; echo Bearer $KEPT_KEY >&2; "

    private func texts(in folder: URL) throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return names.reduce(into: [:]) { texts, name in
            let content = FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data()
            // A database keeps the requests as they were sent.
            if !content.prefix(8192).contains(0) { texts[name] = String(decoding: content, as: UTF8.self) }
        }
    }

    @Test func `no secret of a launched server is in any text that a run keeps, and nobody else may read it`()
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let server = "exec \(ConcordProcess.executable.path) simulate --port $PORT --ttft 5ms --itl 1ms"
            let recipe = try recipe(
                in: folder,
                port: 22000 + Int.random(in: 0..<1000),
                command: Self.printing + server
            )
            let result = try await ConcordProcess.run(
                ["run", recipe, "--out", "kept"],
                in: folder,
                environment: ["KEPT_KEY": "SEKRET-key"]
            )
            #expect(result.status == 2, "\(result.stderr)")
            let kept = folder.appending(path: "kept")
            let texts = try texts(in: kept)
            #expect(texts.contains { $0.key.hasSuffix("server/stdout.log") && $0.value.contains("***") })
            for secret in Self.secrets {
                for (name, text) in texts { #expect(!text.contains(secret), "\(name) holds \(secret)") }
                #expect(!result.stderr.contains(secret) && !result.stdout.contains(secret))
            }
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: kept.path).first)
            let mode = try FileManager.default.attributesOfItem(atPath: "\(kept.path)/\(name)")[.posixPermissions]
            #expect(mode as? Int == 0o700)
        }
    }

    @Test func `the last words of a server that died hold no secret`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try recipe(in: folder, port: 22999, command: Self.printing + "exit 3")
            let result = try await ConcordProcess.run(
                ["run", recipe],
                in: folder,
                environment: ["KEPT_KEY": "SEKRET-key"]
            )
            #expect(result.status == 69)
            #expect(result.stderr.contains("***"))
            for secret in Self.secrets { #expect(!result.stderr.contains(secret), "\(secret)") }
        }
    }

    @Test func `no command repeats the credentials of an address`() async throws {
        let addresses = [
            "https://user:SEKRET9x@127.0.0.1:9", "http://127.0.0.1:9/?api_key=SEKRET9x", "user:SEKRET9x@127.0.0.1:9",
        ]
        try await Fixtures.withTemporaryFolder { folder in
            for address in addresses {
                let commands = [
                    ["load", address], ["load", "http://127.0.0.1:9", address], ["run", address], ["plan", address],
                    ["probe", address], ["report", address], ["compare", address, "b=c"],
                    ["compare", "vllm=\(address)", "evalscope=\(address)"],
                    ["compare", "--baseline", address, address],
                    ["tap", "--upstream", address, "--port", "-1"],
                    ["run", "recipe.yaml", "--set", address], ["run", "recipe.yaml", "--resume", address],
                    ["calibrate", address], [address], ["history", "--limit", address], ["schema", address],
                    ["simulate", "--fault", address], ["load", "http://127.0.0.1:9", "--ca-file", address],
                    ["load", "http://127.0.0.1:9", "--header", address], ["tools", "install", address],
                ]
                for command in commands {
                    let result = try await ConcordProcess.run(command, in: folder)
                    #expect(result.status != 0, "\(command)")
                    #expect(!(result.stderr + result.stdout).contains("SEKRET9x"), "\(command) \(result.stderr)")
                }
            }
        }
    }
}
