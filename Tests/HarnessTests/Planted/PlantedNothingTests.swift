import BenchModel
import Testing
import Traffic

@testable import Harness

/// The same clean client twice: there is nothing to find.
@Suite(.serialized) struct PlantedNothingTests {
    private static let bed = PlantedBed { bed in
        bed.server.ttft = .milliseconds(100)
        bed.server.itl = .milliseconds(4)
    }

    @Test func `in 20 sessions of two clients that are alike nothing is found`() async throws {
        for seed in 1...20 {
            let session = try await Self.bed.run(seed: seed)
            // On a machine that was not free that is to be found, and no more.
            let causes = session.causes.filter { !session.disturbance.contains($0.id) }
            #expect(causes.isEmpty)
            let judged = session.findings.filter { $0.severity != .note && !session.disturbance.contains($0.id) }
            #expect(judged.isEmpty)
        }
    }
}
