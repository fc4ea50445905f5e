import BenchModel
import Foundation
import Harness
import TestSupport
import Testing
import Traffic

struct LoadRunTests {
    private func load(_ url: String, model: String? = nil, change: (inout Workload) -> Void = { _ in }) async throws
        -> MeasurementDocument
    {
        var workload = HarnessSamples.recipe().workload
        change(&workload)
        let run = LoadRun(url: url + "/", model: model, api: .chat, workload: workload, environment: [:])
        return try await run.run { _ in }
    }

    @Test func `a load gives its measurement`() async throws {
        try await HarnessSamples.withSimulator { url in
            let document = try await load(url)
            #expect(document.requests.completed == 6 && document.requests.failed == 0)
            #expect(document.metrics[MetricID(.inputTokens)]?.value == 96)
            #expect(document.metrics[MetricID(.outputTokens)]?.value == 18)
            #expect(document.client.peakInFlight == 2)
            #expect(!document.interrupted)
            let rows = MeasurementTable.rows(of: document)
            #expect(rows[0].first == "metric")
            #expect(rows.contains { $0 == ["Completed requests", "6"] })
            #expect(rows.first { $0.first == "TTFT" }?.count == rows[0].count)
        }
    }

    @Test func `an open loop's table counts from due too`() async throws {
        try await HarnessSamples.withSimulator { url in
            let document = try await load(url) {
                $0.rate = 60
                $0.concurrency = nil
            }
            let rows = MeasurementTable.rows(of: document)
            for title in ["TTFT from due", "E2EL from due", "Send lag"] {
                #expect(rows.first { $0.first == title }?.count == rows[0].count, "\(title)")
            }
            #expect(LoadReport.text(document, width: 100).contains("Rate: asked 60.00 req/s, achieved "))
        }
    }

    @Test func `prompts may come from a file`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "p.jsonl")
            try #"{"prompt": "bado gefi", "output_tokens": 2}"#.write(to: file, atomically: true, encoding: .utf8)
            try await HarnessSamples.withSimulator { url in
                let document = try await load(url) {
                    $0.prompts = .file
                    $0.file = file.path
                }
                #expect(document.requests.completed == 6)
                #expect(document.metrics[MetricID(.outputTokens)]?.value == 12)
            }
        }
    }

    @Test func `what stops it is told by its class`() async throws {
        try await HarnessSamples.withSimulator { url in
            func failure(_ url: String, _ model: String?, _ change: (inout Workload) -> Void = { _ in }) async
                -> HarnessError.Class?
            {
                await HarnessSamples.failure { _ = try await load(url, model: model, change: change) }?.failureClass
            }
            #expect(await failure(url, "other") == .unavailable)
            #expect(await failure("http://127.0.0.1:9", nil) == .unavailable)
            #expect(await failure(url, nil) { $0.inputTokens = 1 } == .unavailable)
            #expect(await failure(url, nil) { $0.apiKeyVariable = "UNSET" } == .usage)
            let missing = await failure(url, nil) {
                $0.prompts = .file
                $0.file = "/nowhere.jsonl"
            }
            #expect(missing == .usage)
        }
    }

    @Test func `failed requests are counted by kind with a sample`() async throws {
        try await HarnessSamples.withSimulator { url in
            let document = try await load(url) { $0.extraBody = ["max_completion_tokens": -1] }
            #expect(document.requests.failed == 6)
            #expect(document.requests.failures == ["status": 6])
            #expect(LoadReport.text(document, width: 100).contains("Failed: 6 × status, such as: HTTP 4"))
        }
    }

    @Test func `a body is a JSON object`() {
        #expect(LoadRun.bodyMembers(#"{"a": [1]}"#) == ["a": [1]])
        #expect(LoadRun.bodyMembers("[1]") == nil)
        #expect(LoadRun.bodyMembers("{") == nil)
    }
}
