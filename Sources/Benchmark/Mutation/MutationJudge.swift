import BenchModel
import Foundation
import Harness

/// Puts inputs through what `compare` and `plan` do, and says what is wrong with the outcome.
final class MutationJudge {
    struct Result {
        /// `compare 0`, `plan 64`.
        let outcome: String
        /// Nil when all is as it must be.
        let fault: String?
    }

    private let corpus: MutationCorpus
    private let scratch: String
    private var written: Set<String> = []
    private var known: [String: Int] = [:]
    private var figures: [Int: [PrintedFigures]] = [:]

    /// - Parameter scratch: A folder of its own; in memory, as far as the system has such, for speed.
    init(corpus: MutationCorpus, scratch: String) {
        self.corpus = corpus
        self.scratch = scratch
    }

    func result(of input: MutationInput) throws -> Result {
        switch input.subject {
        case .recipe(let place, let bytes): return recipe(corpus.recipes[place].name, bytes)
        case .report(let unit, let file, let reference, let bytes):
            return try report(unit, file, reference, bytes)
        }
    }

    private func report(_ place: Int, _ file: Int, _ reference: Int?, _ bytes: [UInt8]) throws -> Result {
        let unit = corpus.units[place]
        let before = try status(place, reference)
        let original = try folder(place, "original")
        let changed = try folder(place, "changed")
        try unit.write(bytes, at: unit.files[file].path, in: changed.folder)
        defer { try? unit.write(unit.files[file].bytes, at: unit.files[file].path, in: changed.folder) }
        let outcome = try compare(place, reference, original.path, changed.path)
        var fault: String?
        if outcome.status == 70 { fault = "an error without a class: \(outcome.refusal ?? "")" }
        if outcome.status == 0 {
            let difference = PrintedFigures(bytes).difference(from: printed(place)[file])
            fault =
                difference.map { "status 0 (\(before) before the change) although \($0)" }
                ?? Self.contradiction(outcome)
        }
        return Result(outcome: "compare \(outcome.status)", fault: fault)
    }

    /// A verdict of agreement whose own rows do not say so.
    private static func contradiction(_ outcome: InProcessComparison.Outcome) -> String? {
        guard let document = outcome.document else { return nil }
        let gated = document.comparisons.filter(\.gated)
        if gated.isEmpty { return "status 0 with nothing gated" }
        if let row = gated.first(where: { $0.verdict != .agree }) {
            return "status 0, and \(row.metric) does not agree"
        }
        let isZero = gated.first { $0.metric.unit == .seconds && ($0.value <= 0 || $0.referenceValue <= 0) }
        if let row = isZero { return "status 0, and \(row.metric) is \(row.value) against \(row.referenceValue)" }
        return nil
    }

    private func printed(_ place: Int) -> [PrintedFigures] {
        if let known = figures[place] { return known }
        let made = corpus.units[place].files.map { PrintedFigures($0.bytes) }
        figures[place] = made
        return made
    }

    /// Before any change.
    func status(_ place: Int, _ reference: Int?) throws -> Int {
        let key = "\(place) \(reference ?? -1)"
        if let status = known[key] { return status }
        let status = try compare(place, reference, folder(place, "original").path, folder(place, "changed").path).status
        known[key] = status
        return status
    }

    private func compare(
        _ place: Int,
        _ reference: Int?,
        _ original: String,
        _ changed: String
    ) throws -> InProcessComparison.Outcome {
        let unit = corpus.units[place]
        guard let reference else { return InProcessComparison().baseline(unit.tool, original, changed) }
        let other = try folder(reference, "original").path
        return InProcessComparison().pair((corpus.units[reference].tool, other), (unit.tool, changed))
    }

    private func folder(_ place: Int, _ role: String) throws -> (folder: String, path: String) {
        let unit = corpus.units[place]
        let folder = "\(scratch)/\(place)/\(role)"
        if written.insert(folder).inserted { _ = try unit.write(to: folder) }
        return (folder, unit.isFolder ? folder : "\(folder)/\(unit.files[0].path)")
    }

    private func recipe(_ name: String, _ bytes: [UInt8]) -> Result {
        guard let text = String(validating: bytes, as: UTF8.self) else { return Result(outcome: "plan 64", fault: nil) }
        do {
            let recipe = try RecipeFile.parse(text, name: name, folder: "/recipes")
            _ = try PlanService.plan(recipe, versions: [:], found: [:])
            return Result(outcome: "plan 0", fault: nil)
        } catch {
            guard let failure = HarnessError(error) else {
                return Result(outcome: "plan 70", fault: "an error without a class: \(error)")
            }
            let words = HarnessErrorText.describe(failure)
            return Result(
                outcome: failure.failureClass == .usage ? "plan 64" : "plan 70",
                fault: failure.failureClass == .usage && !words.isEmpty
                    ? nil : "refused as \(failure.failureClass): \(words)"
            )
        }
    }
}
