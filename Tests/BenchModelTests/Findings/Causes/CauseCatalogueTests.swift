import Foundation
import Testing

@testable import BenchModel

struct CauseCatalogueTests {
    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    @Test func `every cause has an id of its own, and says what it is, how it is told and what to do`() {
        let causes = CauseCatalogue.all
        #expect(Set(causes.map(\.id)).count == causes.count)
        for cause in causes {
            #expect(cause.id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(cause.id)")
            for text in [cause.meaning, cause.detection, cause.remedy] {
                #expect(text.count > 10 && text.hasSuffix("."), "\(cause.id): \(text)")
            }
        }
    }

    @Test func `what any part of the program names is in the catalogue`() throws {
        let known = Set(CauseCatalogue.all.map(\.id))
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        var found: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\b[Ff]inding\(\s*(?:id:\s*)?"([a-z0-9-]+)"/) {
                found.insert(String(match.1))
            }
        }
        #expect(found.count >= 15)
        #expect(found.isSubset(of: known), "\(found.subtracting(known))")
    }

    @Test func `nothing is found where there is nothing to look at`() {
        let empty = SessionEvidence(reference: ToolID("native"), tolerance: Tolerance(), rounds: [])
        #expect(CauseCatalogue.findings(in: empty).isEmpty)
        let bare = RunEvidence(round: 1, account: RunAccount(tool: ToolID("native"), version: nil, views: [:]))
        let session = SessionEvidence(reference: ToolID("native"), tolerance: Tolerance(), rounds: [[bare], [bare]])
        #expect(CauseCatalogue.findings(in: session).isEmpty)
    }

    @Test(arguments: 1...20)
    func `two runs of one tool on a noisy machine give no finding`(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        func uniform(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
        var rounds: [[RunEvidence]] = []
        for round in 1...3 {
            var runs: [RunEvidence] = []
            for tool in ["native", "vllm"] {
                // Another level each run, a spread of each request, the first wave slower, now and then a time slice lost.
                let level = uniform(0.98...1.02)
                let waits = (0..<200).map { index -> Double in
                    let slice = uniform(0...1) < 0.03 ? uniform(0.005...0.03) : 0
                    return 0.02 * level * uniform(0.9...1.15) + slice + (index < 10 ? uniform(0.002...0.012) : 0)
                }
                let sends = (0..<200).map { _ in uniform(0.0001...0.002) }
                var sample = WireSample()
                sample.tool = ToolID(tool)
                sample.round = round
                sample.ttft = { waits[$0] }
                sample.turnaround = uniform(0.0005...0.004)
                sample.changeRecord = { $0.sent = $0.sent + -sends[$0.index] }
                runs.append(
                    sample.run { evidence in
                        evidence.wire?.usage.cpuShare = uniform(0.1...0.7)
                        evidence.wire?.usage.forwardP99 = uniform(0.0001...0.006)
                        evidence.host?.otherShare = uniform(0...0.1)
                        evidence.host?.stealShare = uniform(0...0.06)
                        var ledger = ServerLedger()
                        ledger.prefixQueries = 6000
                        ledger.prefixHits = Int(uniform(0...60))
                        evidence.ledger = ledger
                    }
                )
            }
            rounds.append(runs)
        }
        let session = SessionEvidence(
            reference: ToolID("native"),
            tolerance: Tolerance(),
            workload: WireSample().workload,
            rounds: rounds
        )
        #expect(CauseCatalogue.findings(in: session) == [])
    }
}
