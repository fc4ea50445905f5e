import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

@testable import ToolAdapters

/// What the engine is told for a workload and the options of a load.
struct NativeLoadTests {
    /// The prompts are two lines of a file, so that no server is needed.
    private func plan(
        change: (inout Workload) -> Void = { _ in },
        options: (inout LoadOptions) -> Void = { _ in }
    ) async throws -> LoadPlan {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.path + "/prompts.jsonl"
            try PromptLines.write(
                [
                    PromptLines.Line(prompt: "ba", outputTokens: 2), PromptLines.Line(prompt: "be", outputTokens: 3),
                ],
                to: path,
                api: .chat
            )
            var recipe = Recipe(name: "r", server: .url(""), model: ModelChoice(name: "m"))
            recipe.workload.prompts = .file
            recipe.workload.requests = 5
            change(&recipe.workload)
            var job = ToolJob(
                recipe: recipe,
                choice: ToolChoice("native"),
                baseURL: "http://127.0.0.1:1",
                outputFolder: ""
            )
            job.promptFile = path
            var chosen = LoadOptions()
            options(&chosen)
            return try await NativeLoad.plan(for: job, options: chosen)
        }
    }

    @Test func `without options it is the workload`() async throws {
        let plan = try await plan()
        #expect(plan.requests == 5 && plan.bodies.count == 5 && plan.due == nil && plan.duration == nil)
        #expect(plan.streams && plan.trust == .systemRoots && plan.connectTimeout == .seconds(10))
        #expect(plan.totalTimeout == .seconds(21_600) && plan.firstTokenTimeout == nil)
    }

    @Test func `with a duration alone the prompts are cycled until it is over`() async throws {
        let plan = try await plan {
            $0.duration = .seconds(30)
            $0.countsRequests = false
        }
        #expect(plan.requests == .max && plan.bodies.count == 2 && plan.duration == .seconds(30))
    }

    private func plan(options: (inout LoadOptions) -> Void) async throws -> LoadPlan {
        try await plan(change: { (_: inout Workload) in }, options: options)
    }

    @Test func `a duration and a number of requests both end it`() async throws {
        let plan = try await plan { $0.duration = .seconds(30) }
        #expect(plan.requests == 5 && plan.bodies.count == 5 && plan.duration == .seconds(30))
    }

    @Test func `an open loop with a duration has rate times duration requests`() async throws {
        let plan = try await plan {
            $0.rate = 20
            $0.concurrency = nil
        } options: {
            $0.duration = .seconds(3)
            $0.countsRequests = false
        }
        #expect(plan.requests == 60 && plan.due?.count == 60 && plan.bodies.count == 2)
        #expect(plan.due?.last == 3 && plan.concurrency == .max)
        // The last one is due when the time is up, and is still to go out.
        #expect(plan.duration == .milliseconds(3100))
        let slow = try await self.plan {
            $0.rate = 0.01
        } options: {
            $0.duration = .seconds(3)
            $0.countsRequests = false
        }
        #expect(slow.due == [3])
    }

    @Test func `what is due after the duration is left out`() async throws {
        let plan = try await plan {
            $0.rate = 1
            $0.burstiness = .infinity
        } options: {
            $0.duration = .milliseconds(3500)
        }
        #expect(plan.due == [1, 2, 3] && plan.requests == 3 && plan.bodies.count == 3)
    }

    @Test func `a ramp-up with a duration ends about then`() async throws {
        let plan = try await plan {
            $0.rampUpStrategy = .linear
            $0.rampUpStartRPS = 10
            $0.rampUpEndRPS = 200
            $0.burstiness = .infinity
        } options: {
            $0.duration = .seconds(10)
            $0.countsRequests = false
        }
        // (200 - 10) / ln 20 a second in the long run.
        #expect(abs(plan.requests - 634) <= 13)
        #expect(try #require(plan.due?.last) > 9.9 && plan.due?.count == plan.requests)
    }

    @Test func `options reach the plan`() async throws {
        let plan = try await plan {
            $0.streams = false
            $0.connectTimeout = .seconds(1)
            $0.firstTokenTimeout = .seconds(2)
            $0.totalTimeout = .seconds(3)
            $0.trust = .anything
        }
        #expect(!plan.streams && plan.trust == .anything && plan.connectTimeout == .seconds(1))
        #expect(plan.firstTokenTimeout == .seconds(2) && plan.totalTimeout == .seconds(3))
        let body = try JSONDecoder().decode(JSONValue.self, from: Data(plan.bodies[0]))
        #expect(body["stream"] == false && body["stream_options"] == nil)
    }
}
