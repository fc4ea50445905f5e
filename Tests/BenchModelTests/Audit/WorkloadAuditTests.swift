import Foundation
import Testing

@testable import BenchModel

struct WorkloadAuditTests {
    @Test func `a closed loop is told by what passed, what was counted and what was idle`() throws {
        let sample = WireSample()
        let run = sample.run { run in
            var ledger = ServerLedger()
            (ledger.requests, ledger.promptTokens, ledger.prefixQueries, ledger.prefixHits) = (201, 6030, 6000, 1500)
            run.ledger = ledger
        }
        let audit = WorkloadAudit(of: run, workload: sample.workload)
        #expect(audit.tool == ToolID("vllm") && audit.round == 1 && audit.askedInFlight == 10)
        #expect(audit.requests == .init(tool: 200, wire: 200, server: 201))
        #expect(audit.promptTokens == .init(tool: 6000, wire: 6000, server: 6030))
        #expect(audit.outputTokens == .init(tool: 4000, wire: 4000, server: nil))
        #expect(audit.prefixHitShare == 0.25)
        let wire = try #require(audit.wire)
        #expect(wire.requests == 200 && wire.extraRequests == 0)
        #expect(wire.peakInFlight == 10 && wire.connections == 10 && wire.reused == 190)
        #expect(wire.burst == 10)
        #expect(abs(try #require(wire.burstSpacing) - 0.0001) < 1e-9)
        #expect(abs(wire.secondsToPeak - 0.0009) < 1e-9)
        // Each slot waits half a millisecond between answers of 115 ms.
        #expect(abs(try #require(wire.meanInFlight) - 10 * 115 / 115.5) < 0.02)
        #expect(try #require(wire.secondsBelowAsked) > 0.01)
        #expect(wire.secondsIdle < 0.02)
        #expect(wire.bodies.distinct == 200 && wire.prompts.distinct == 200)
    }

    @Test func `requests beyond those that were asked for are the first ones`() throws {
        var sample = WireSample()
        sample.requests = 12
        let run = sample.run()
        sample.requests = 10
        let wire = try #require(WorkloadAudit(of: run, workload: sample.workload).wire)
        #expect(wire.requests == 10 && wire.extraRequests == 2)
    }

    @Test func `the same prompts in another order, and others, are told apart`() throws {
        func prompts(_ body: @escaping @Sendable (Int) -> String) throws -> WorkloadAudit.Digest {
            var sample = WireSample()
            sample.requests = 20
            sample.body = body
            return try #require(WorkloadAudit(of: sample.run(), workload: sample.workload).wire).prompts
        }
        let base = try prompts { #"{"messages":[{"role":"user","content":"p\#($0)"}],"max_tokens":1}"# }
        let same = try prompts { #"{"max_tokens":2,"messages":[{"role":"user","content":"p\#($0)"}]}"# }
        let turned = try prompts { #"{"messages":[{"role":"user","content":"p\#(19 - $0)"}]}"# }
        let other = try prompts { #"{"messages":[{"role":"user","content":"q\#($0)"}]}"# }
        #expect(base == same)
        #expect(base.asSet == turned.asSet && base.inOrder != turned.inOrder)
        #expect(base.asSet != other.asSet)
    }

    @Test func `salts make no other body`() throws {
        func bodies(_ salt: String) throws -> WorkloadAudit.Digest {
            var sample = WireSample()
            sample.body = { #"{"prompt":"p\#($0)","cache_salt":"\#(salt)","user":"\#(salt)\#($0)"}"# }
            return try #require(WorkloadAudit(of: sample.run(), workload: sample.workload).wire).bodies
        }
        #expect(try bodies("a") == bodies("b"))
    }

    @Test func `without a tap the tool's and the server's accounts are left`() throws {
        let run = WireSample().run { run in
            run.wire = nil
            run.ledger = nil
        }
        let audit = WorkloadAudit(of: run, workload: WireSample().workload)
        #expect(audit.wire == nil && audit.requests == .init(tool: 200, wire: nil, server: nil))
        let text = String(decoding: try JSONEncoder().encode(audit), as: UTF8.self)
        #expect(text.contains(#""wire":null"#) && text.contains(#""prefix_hits":null"#))
        #expect(try JSONDecoder().decode(WorkloadAudit.self, from: Data(text.utf8)) == audit)
    }
}
