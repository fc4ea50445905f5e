import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct RecipeFieldsTests {
    private static func changed(_ change: (inout Recipe) -> Void) -> Set<String> {
        let before = RecipeFields.of(HarnessSamples.recipe())
        let after = RecipeFields.of(HarnessSamples.recipe(change: change))
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    }

    @Test func `a value is found under the name that recipes give it`() throws {
        let path = Fixtures.root.appending(path: "recipes/saturated-client.yaml").path
        let fields = RecipeFields.of(try RecipeFile.load(path: path))
        #expect(fields["workload.concurrency"] == "50")
        #expect(fields["server"] == "simulate" && fields["server.simulate.ttft"] == "20ms")
        #expect(fields["tools"] == "3" && fields["tools.1.id"] == "vllm")
        #expect(fields["rounds.minimum"] == "3")
        #expect(fields["workload.ignore_eos"] == "true")
        #expect(fields["workload.top_p"] == "1.0")
    }

    @Test func `every change shows, and nothing else`() {
        #expect(Self.changed { _ in }.isEmpty)
        #expect(Self.changed { $0.workload.concurrency = 3 } == ["workload.concurrency"])
        #expect(Self.changed { $0.workload.concurrency = nil } == ["workload.concurrency"])
        #expect(Self.changed { $0.workload.temperature = nil } == ["workload.temperature"])
        #expect(Self.changed { $0.workload.rampUpStartRPS = 2 } == ["workload.ramp_up_start_rps"])
        #expect(Self.changed { $0.warmup.pause = .microseconds(1) } == ["warmup.pause"])
        #expect(Self.changed { $0.allow = [.sampling, .lengths] } == ["allow"])
        #expect(Self.changed { $0.server = .url("http://127.0.0.1:2") } == ["server.url"])
        #expect(Self.changed { $0.reference = .native } == ["reference"])
        #expect(Self.changed { $0.tools[0].version = "1.2" } == ["tools.1.version"])
        #expect(Self.changed { $0.tools[0].command = [] } == ["tools.1.command"])
        #expect(
            Self.changed { $0.tools[0].extraArguments = ["-x"] } == [
                "tools.1.extra_arguments", "tools.1.extra_arguments.1",
            ]
        )
        #expect(
            Self.changed { $0.workload.extraBody["x"] = ["a": 1] } == ["workload.extra_body", "workload.extra_body.x"]
        )
        #expect(
            Self.changed { $0.tolerance.rules["ttft"] = .within(share: 0.1, floor: nil) } == [
                "tolerance.rules", "tolerance.rules.ttft", "tolerance.rules.ttft.within.share",
            ]
        )
    }

    @Test func `a secret is masked wherever it stands, and a variable's name is none`() {
        let recipe = HarnessSamples.recipe {
            $0.workload.headers = ["Authorization": "Bearer hush", "X-Api-Key": "${KEY}", "X-Team": "a"]
            $0.tools[0].extraArguments = ["--header=Bearer hush"]
            var launch = ServerLaunch(argv: ["server"], url: "http://127.0.0.1:1")
            launch.environment = ["HF_TOKEN": "hush too"]
            $0.server = .launch(launch)
        }
        let fields = RecipeFields.of(recipe)
        #expect(fields["workload.headers.Authorization"] == "***")
        #expect(fields["workload.headers.X-Api-Key"] == "${KEY}")
        #expect(fields["workload.headers.X-Team"] == "a")
        #expect(!fields.values.contains { $0.contains("hush") })
    }
}
