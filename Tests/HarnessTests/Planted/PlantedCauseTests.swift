import BenchModel
import Foundation
import Testing

@testable import Harness

/// Each cause of the catalogue is planted for real, and has to be named, with its share.
@Suite(.serialized) struct PlantedCauseTests {
    /// By how much a share may be off what was planted.
    private static let precision = 0.01

    /// How often a session is measured that something else may have disturbed.
    private static let attempts = 3

    @Test(arguments: Plant.all) func `what is planted is named, with its share`(_ plant: Plant) async throws {
        var session = try await plant.bed.run()
        // What always comes with the plant comes again; what a busy machine adds does not.
        for attempt in 1..<Self.attempts {
            let faults = faults(of: plant, in: session, excused: plant.isLoud ? session.disturbance : [])
            if faults.isEmpty { return }
            print("planted, and measured again: \(plant.name): \(faults.joined(separator: "; "))")
            session = try await plant.bed.run(seed: attempt)
        }
        #expect(faults(of: plant, in: session, excused: session.disturbance).isEmpty)
    }

    /// How what is found differs from what was planted.
    /// - Parameter excused: Causes of what may be found beside it.
    private func faults(of plant: Plant, in session: PlantedSession, excused: Set<String>) -> [String] {
        let named = session.findings.filter { $0.id == plant.cause }
        guard let finding = named.first(where: { $0.tool == plant.tool }) else {
            return ["not named, in \(session.findings.map(\.id))"]
        }
        let others = named.filter { $0.tool != plant.tool && !plant.isShared }
        let known = plant.follows.union(plant.mayFollow).union(excused).union([plant.cause])
        let unexpected = session.findings.filter { $0.severity != .note && !known.contains($0.id) }
        let missing = plant.follows.filter { id in !session.findings.contains { $0.id == id } }
        return others.map { "held against \($0.tool?.rawValue ?? "all tools") as well: \($0.evidence)" }
            + unexpected.map { "not planted: \($0.id), \($0.evidence)" }
            + missing.sorted().map { "\($0) does not follow" }
            + faultsOfShare(of: plant, finding, in: session)
    }

    private func faultsOfShare(of plant: Plant, _ finding: Finding, in session: PlantedSession) -> [String] {
        guard let planted = plant.share else { return [] }
        var faults: [String] = []
        if !isNear(finding.share, planted) {
            faults.append("share \(finding.share ?? .nan) in place of \(planted): \(finding.evidence)")
        }
        guard let part = plant.part else { return faults }
        let attribution = finding.metrics.first.flatMap { session.attribution(of: $0) }
        let logarithm: Double? =
            switch part {
            case .definition(let id): attribution?.share(id, of: PlantedBed.beta)
            case .client: attribution?.client
            }
        // The attribution's part is a logarithm: it makes the same share of the figure.
        let share = logarithm.map { 1 - exp(-abs($0)) }
        if !isNear(share, planted) {
            faults.append("attributed \(share ?? .nan) in place of \(planted): \(attribution?.text ?? "none")")
        }
        return faults
    }

    private func isNear(_ share: Double?, _ planted: Double) -> Bool {
        share.map { abs($0 - planted) <= Self.precision } ?? false
    }

    /// What only whole sessions show, planted there: tools that crash, servers that go away, requests that pass the tap by.
    private static let elsewhere: Set<String> = [
        // FailureTests, RoundLoopTests, ResumeTests and LimitedClientTests.
        "tool-failed", "server-lost", "interrupted", "resumed", "client-limited",
        // ProbeTests and ProbeCommandTests.
        "work-differs", "work-unseen",
        // UnstampedEndTests: a wrong reading of a tool's records, which no server and no client brings about.
        "canonical-departs",
        // MeasuredFiguresTests, ReportConsistencyTests, AskedLengthTests, WorkComparisonTests, ServerAnswerTests and the
        // tests of one round: what reports say, which the tools here do not write.
        "client-failed", "mean-above-p99", "no-output", "not-measured", "one-run", "output-length-not-asked",
        "sampling-error-unknown", "server-failed", "server-refused", "work-not-told",
    ]

    @Test func `no cause of the catalogue is left out`() {
        let planted = Set(Plant.all.map(\.cause)).union(Plant.all.flatMap(\.follows))
        #expect(planted.isDisjoint(with: Self.elsewhere))
        #expect(planted.union(Self.elsewhere) == Set(CauseCatalogue.all.map(\.id)))
    }
}
