import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Benchmark

/// Every field of every fixture report, changed: what matters never passes, and what does not matter changes nothing.
@Suite(.serialized) struct FieldMutationTests {
    /// Of a field in how many outputs it is changed.
    private static let outputsEach = 2

    private static func withBed(_ body: (MutationBed) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in try await body(MutationBed(folder: folder)) }
    }

    @Test func `every field of every fixture has a role`() async throws {
        try await Self.withBed { bed in
            let names = Set(bed.subjects.flatMap { $0.fields.map(\.name) })
            let unknown = names.filter { FieldRole.of($0) == nil }.sorted()
            #expect(unknown.isEmpty, "no role: \(unknown.joined(separator: ", "))")
            #expect(names.count > 400)
        }
    }

    @Test func `what matters and is changed never passes`() async throws {
        try await Self.withBed { bed in
            var tally = FieldTally()
            for (name, subjects) in try candidates(bed) {
                guard let role = FieldRole.of(name), ![.irrelevant, .indifferent].contains(role) else { continue }
                for subject in subjects {
                    try change(name, role, in: subject, bed, &tally)
                    await Task.yield()
                }
            }
            tally.comparisons = bed.comparisons
            let open = try Self.openFaults
            let news = tally.faults.filter { !open.contains($0.key) }
            print(tally.text)
            print(
                "open: \(tally.faults.count - news.count); no longer open: \(open.subtracting(tally.faults.map(\.key)).sorted())"
            )
            #expect(
                news.isEmpty,
                "\(news.count) faults:\n\(news.map { "\($0.key): \($0.text)" }.joined(separator: "\n"))"
            )
            #expect(tally.decisive.count > 200)
        }
    }

    /// What is known and not mended, a field and a change a line: a list that must only become shorter.
    private static var openFaults: Set<String> {
        get throws {
            let lines = try Fixtures.text("mutations/open-faults.txt").split(separator: "\n").map(String.init)
            return Set(lines.filter { !$0.hasPrefix("#") })
        }
    }

    /// The outputs in which a field is changed. Of the small ones those come first that agree with themselves by the least
    /// tolerance, for there a change shows.
    private func candidates(_ bed: MutationBed) throws -> [(name: String, subjects: [MutationBed.Subject])] {
        var byName: [String: [MutationBed.Subject]] = [:]
        for subject in bed.subjects.sorted(by: { $0.cost < $1.cost }) {
            for name in Set(subject.fields.map(\.name)) { byName[name, default: []].append(subject) }
        }
        return try byName.sorted { $0.key < $1.key }.map { name, subjects in
            var found: [(share: Double, subject: MutationBed.Subject)] = []
            for subject in subjects {
                let standing = try bed.standing(of: subject.unit)
                guard standing.outcome.document != nil else { continue }
                found.append((standing.share ?? 9, subject))
                if found.count(where: { $0.share < 1 }) == Self.outputsEach || found.count == 3 * Self.outputsEach {
                    break
                }
            }
            let best = found.enumerated().sorted { ($0.element.share, $0.offset) < ($1.element.share, $1.offset) }
            return (name, best.prefix(Self.outputsEach).map(\.element.subject))
        }
    }

    private func change(
        _ name: String,
        _ role: FieldRole,
        in subject: MutationBed.Subject,
        _ bed: MutationBed,
        _ tally: inout FieldTally
    ) throws {
        let standing = try bed.standing(of: subject.unit)
        let share = standing.share ?? 0.03
        let fields = subject.fields.filter { $0.name == name }
        for change in role.changes {
            let edits = fields.compactMap { change.edit($0, in: subject.bytes, share: share) }
            guard !edits.isEmpty else { continue }
            let bytes = TextEdit.apply(edits, to: subject.bytes)
            let outcome = try bed.compare(subject.unit, file: subject.file, changedTo: bytes, share: share)
            tally.add(name, decides: standing.share != nil)
            if let fault = role.fault(of: change, before: standing.outcome, after: outcome) {
                let (old, new) = (subject.bytes[fields[0].value], edits[0].text)
                tally.faults.append(
                    FieldTally.Fault(
                        key: "\(name), \(change.rawValue)",
                        text: "\(subject.unit.name), \(String(decoding: old.prefix(30), as: UTF8.self)) → "
                            + "\(String(decoding: new.prefix(30), as: UTF8.self)), tolerance \(share): \(fault)"
                    )
                )
            }
        }
    }
}

/// What was covered and what was found.
struct FieldTally {
    private(set) var covered: Set<String> = []
    /// Fields that were changed where the unchanged output agrees with itself.
    private(set) var decisive: Set<String> = []
    var comparisons = 0
    var faults: [Fault] = []

    struct Fault {
        /// Field and change.
        let key: String
        /// Output, values and what is wrong.
        let text: String
    }

    mutating func add(_ name: String, decides: Bool) {
        covered.insert(name)
        if decides { decisive.insert(name) }
    }

    var text: String {
        "\(covered.count) fields that matter were changed, \(decisive.count) of them where the unchanged output agrees, "
            + "in \(comparisons) comparisons"
    }
}

extension FieldRole {
    fileprivate var changes: [FieldChange] {
        switch self {
        case .setting, .key: [.larger, .removed]
        case .shown: [.larger]
        case .perRequest: [.larger, .zero, .negative, .notANumber]
        case .statistic, .count, .inputCount: FieldChange.allCases
        case .irrelevant, .indifferent: []
        }
    }

    /// What is wrong with an outcome. Nil when it is as it must be.
    fileprivate func fault(
        of change: FieldChange,
        before: InProcessComparison.Outcome,
        after: InProcessComparison.Outcome
    ) -> String? {
        if after.status == 70 { return "an error without a class: \(after.refusal ?? "")" }
        let zeros =
            after.document?.comparisons.filter { ($0.value == 0) != ($0.referenceValue == 0) && $0.verdict == .agree }
            ?? []
        if let zero = zeros.first { return "\(zero.metric) is 0 on one side and agrees" }
        if change == .removed || change == .notANumber {
            let (old, new) = (Self.zeros(before), Self.zeros(after))
            if let zero = new.subtracting(old).first { return "what is not there is compared as 0: \(zero)" }
            return nil
        }
        switch self {
        case .setting, .count, .key:
            return [3, 64].contains(after.status) ? nil : "status \(after.status), 3 or 64 wanted"
        case .statistic, .perRequest:
            return after.status != 0 ? nil : "status 0 with a changed figure"
        case .inputCount, .shown:
            return after.text != before.text ? nil : "the result is the same"
        case .irrelevant, .indifferent:
            return nil
        }
    }

    private static func zeros(_ outcome: InProcessComparison.Outcome) -> Set<MetricID> {
        Set(
            outcome.document?.comparisons.filter { $0.value == 0 && $0.tool != outcome.document?.reference }.map(
                \.metric
            ) ?? []
        )
    }
}
