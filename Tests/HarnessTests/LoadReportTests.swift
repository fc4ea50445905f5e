import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct LoadReportTests {
    /// Twenty requests, ten a second, the first token after 20 ms and one more each.
    static func document(
        failing: Int = 0,
        load: AskedLoad = AskedLoad(requests: 20, concurrency: 2),
        isOpen: Bool = false,
        slo: ServiceLevel? = nil,
        change: (inout ClientUsage) -> Void = { _ in }
    ) -> MeasurementDocument {
        let records = (0..<20).map { index in
            var record = HarnessSamples.record(
                index,
                sent: 100 + Double(index) / 10,
                ttft: 0.02 + Double(index) / 1000,
                e2el: 0.2
            )
            if isOpen { record.due = record.sent }
            if index < failing { record.failure = RequestFailure(.status, "HTTP 503: over\u{1B}\nloaded") }
            return record
        }
        var client = ClientUsage(cpuSeconds: 0.1, peakMemoryBytes: 1, cpuShare: 0.05, loopLagP99: 0.0001)
        client.peakInFlight = 2
        client.connectionsOpened = 2
        change(&client)
        return MeasurementDocument(
            records: records,
            client: client,
            load: load,
            interrupted: false,
            scheduleStart: isOpen ? Instant(seconds: 99.9) : nil,
            slo: slo
        )
    }

    private func text(_ document: MeasurementDocument, width: Int = 120) -> String {
        LoadReport.text(document, width: width)
    }

    @Test func `what was asked stands beside what was achieved`() {
        #expect(text(Self.document()).contains("In flight: asked 2, mean 2.0, peak 2"))
        let open = text(Self.document(load: AskedLoad(requests: 20, rate: 10), isOpen: true))
        #expect(open.contains("In flight: asked unlimited, mean 1.9, peak 2"))
        #expect(open.contains("Rate: asked 10.00 req/s, achieved 10.00 req/s"))
    }

    @Test func `goodput is a count, a share and a rate, with its limits`() throws {
        let slo = try #require(ServiceLevel([.ttft: 0.0295, .e2el: 1]))
        let document = Self.document(slo: slo)
        let duration = try #require(document.metrics[MetricID(.duration)]?.value)
        #expect(abs(duration - 2.1) < 1e-9)
        #expect(
            text(document).contains(
                "Goodput: 10 of 20 requests (50.0 %), 4.762 req/s, with TTFT ≤ 29.50 ms and E2EL ≤ 1.000 s"
            )
        )
    }

    @Test func `failures are counted by kind, and a sample cannot steer the terminal`() {
        let failing = text(Self.document(failing: 3))
        #expect(failing.contains("Failed: 3 × status, such as: HTTP 503: over\u{FFFD} loaded\n"))
    }

    @Test func `histograms stand side by side where there is room`() throws {
        let wide = text(Self.document()).split(separator: "\n").map(String.init)
        let heading = try #require(wide.first { $0.hasPrefix("TTFT from 20.00 ms up to") })
        #expect(heading.contains("  ITL from ") && heading.contains("  E2EL from 200.0 ms up to"))
        #expect(wide.contains { $0.contains(" │████████████████ 2") })
        #expect(wide.allSatisfy { $0.count <= 120 })
        let narrow = text(Self.document(), width: 50).split(separator: "\n").map(String.init)
        #expect(narrow.contains { $0.hasPrefix("E2EL from") })
        #expect(narrow.count > wide.count)
    }

    @Test func `the engine's verdict on itself names each check`() {
        let healthy = text(Self.document())
        #expect(healthy.contains("Client: healthy"))
        #expect(healthy.contains("✓ CPU of its thread"))
        #expect(healthy.contains("– send lag p99") && healthy.contains("not checked: a closed loop has no due times"))
        let saturated = Self.document { $0.cpuShare = 0.97 }
        #expect(text(saturated).contains("Client: the bottleneck by 1 check; part"))
        #expect(text(saturated).contains("✗ CPU of its thread   97.0 %  at most 90.0 %: "))
        let failures = saturated.health.map { HealthRows(health: $0).failures }
        #expect(failures == "CPU of its thread is 97.0 %, and should be at most 90.0 %")
    }

    @Test func `every measurement fits the published schema`() throws {
        let schema = try JSONDecoder().decode(JSONValue.self, from: Data(MeasurementSchema.json.utf8))
        #expect(schema["$id"]?.string == MeasurementDocument.schemaName)
        let validator = JSONSchemaValidator(schema: schema)
        let documents = [
            Self.document(), Self.document(failing: 20), Self.document { $0.loopLagP99 = nil },
            Self.document(
                load: AskedLoad(duration: 3, rate: 10, streams: false),
                isOpen: true,
                slo: ServiceLevel([.e2el: 0.5])
            ) {
                $0.busyTurnP99 = 0.001
                $0.loopLagMaximum = 0.1
            },
        ]
        for document in documents {
            let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(document))
            #expect(validator.problems(in: json) == [])
        }
        let text = String(decoding: try JSONEncoder().encode(documents[0]), as: UTF8.self)
        let changes = [
            ("\"healthy\"", "\"helthy\""), ("not_checked", "skipped"), ("\"unit\":\"share\"", "\"unit\":1"),
        ]
        for (good, bad) in changes {
            #expect(text.contains(good))
            let broken = try JSONDecoder().decode(JSONValue.self, from: Data(text.replacing(good, with: bad).utf8))
            #expect(!validator.problems(in: broken).isEmpty, "\(bad)")
        }
    }
}
