import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct RecipeSettingsTests {
    private func differences(tool: ToolID = .native, _ change: (inout Recipe) -> Void) -> [String] {
        let recipe = HarnessSamples.recipe()
        let settings = RecipeSettings(recipe, tool: tool)
        return settings.differences(from: RecipeSettings(HarnessSamples.recipe(change: change), tool: tool)).map {
            "\($0.key): \($0.own), \($0.other)"
        }
    }

    @Test func `settings have the names and values of the recipe`() {
        #expect(differences { $0.workload.ignoreEOS = false } == ["workload.ignore_eos: true, false"])
        #expect(differences { $0.workload.topK = 5 } == ["workload.top_k: not set, 5"])
        #expect(differences { $0.workload.concurrency = nil } == ["workload.concurrency: 2, not set"])
        #expect(
            differences { $0.workload.extraBody = ["a": ["b": 1]] } == [#"workload.extra_body.a: not set, {"b":1}"#]
        )
        #expect(differences { $0.warmup.pause = .milliseconds(20) } == ["warmup.pause: 0s, 20ms"])
        #expect(differences { $0.model.tokenizers[.native] = "t" } == ["model.tokenizer: not set, t"])
        #expect(differences { $0.api = .completions } == ["api: chat, completions"])
        #expect(
            differences { $0.tools[0].extraArguments = ["-x"] } == [#"tools.native.extra_arguments: not set, ["-x"]"#]
        )
        #expect(differences { $0.server = .simulate(Simulation()) }.contains("server: url, simulate"))
    }

    @Test func `what decides no figure of the tool is no difference`() {
        let changed = differences {
            $0.name = "other"
            $0.server = .url("https://elsewhere:1")
            $0.workload.apiKeyVariable = "KEY"
            $0.tools[0].timeout = .seconds(1)
            $0.tools[0].version = "9"
            $0.tools.append(ToolChoice("vllm"))
            $0.reference = ToolID("vllm")
            $0.rounds.maximum = 9
            $0.tolerance.share = 0.5
            $0.gate.view = .reported
            $0.allow = [.sampling]
        }
        #expect(changed == [])
    }

    @Test func `how a server is simulated or launched is told, and not where`() {
        func server(_ first: ServerChoice, _ second: ServerChoice) -> [String] {
            func settings(_ server: ServerChoice) -> RecipeSettings {
                RecipeSettings(HarnessSamples.recipe { $0.server = server }, tool: .native)
            }
            return settings(first).differences(from: settings(second)).map(\.key)
        }
        var simulation = Simulation()
        simulation.port = 7
        #expect(server(.simulate(Simulation()), .simulate(simulation)) == [])
        simulation.faults = [SimulatorFault(.status(503), .every(5))]
        let faulty = RecipeSettings(HarnessSamples.recipe { $0.server = .simulate(simulation) }, tool: .native)
        let text = faulty.values["server.simulate.faults"]
        #expect(text?.contains("status(503)") == true && text?.contains("BenchModel") == false)
        simulation.faults = []
        simulation.jitter = ScheduleJitter()
        simulation.layout.roleEarly = true
        let keys = server(.simulate(Simulation()), .simulate(simulation))
        #expect(keys.contains("server.simulate.layout.role_early"))
        #expect(keys.allSatisfy { $0.hasPrefix("server.simulate.layout.") || $0.hasPrefix("server.simulate.jitter") })
        let launch = ServerLaunch(argv: ["vllm", "serve"], url: "http://127.0.0.1:1")
        #expect(server(.launch(launch), .launch(ServerLaunch(argv: ["vllm", "serve"], url: "http://h:2"))) == [])
        #expect(
            server(.launch(launch), .launch(ServerLaunch(argv: ["vllm"], url: "http://h:2")))
                == ["server.launch.argv"]
        )
    }

    @Test func `a recipe is read from its copy as it was run, secrets hidden`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "mine.yaml")
            try """
            server: {url: "http://127.0.0.1:1"}
            model: {name: m}
            workload: {requests: 6, headers: {X-Api-Key: sesame}}
            tools: {native: {}}
            """.write(to: file, atomically: true, encoding: .utf8)
            var options = RunOptions(recipePath: file.path, cacheFolder: "", environment: [:])
            options.overrides = ["workload.requests=9", "workload.extra_body={a: 1}"].compactMap { RecipeOverride($0) }
            let recipe = try options.loadRecipe()
            try RecipeCopy.write(options, of: recipe, to: ResultFolder(path: folder.path))
            let copy = try #require(RecipeCopy.read(folder.appending(path: "recipe.yaml").path))
            #expect(copy.workload.requests == 9 && copy.workload.extraBody == ["a": 1])
            #expect(copy.workload.headers == ["X-Api-Key": "hidden"])
            var launched = recipe
            var launch = ServerLaunch(
                argv: ["serve", "m", "--api-key", "open", "a door", "--hf-token=says", "--port", "1"],
                url: "u"
            )
            launch.environment = ["HF_TOKEN": "me", "HOME": "here"]
            launched.server = .launch(launch)
            #expect(RecipeCopy.masked("open a door says me here", secretsOf: launched) == "*** *** *** *** here")
            #expect(RecipeCopy.masked("m 1 sesame", secretsOf: launched) == "m 1 ***")
            #expect(launch.shownArgv == ["serve", "m", "--api-key", "***", "***", "--hf-token=***", "--port", "1"])
            try "server: [".write(to: file, atomically: true, encoding: .utf8)
            #expect(RecipeCopy.read(file.path) == nil)
            #expect(RecipeCopy.read(folder.appending(path: "nowhere").path) == nil)
        }
    }
}
