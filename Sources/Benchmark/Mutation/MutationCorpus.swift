import BenchModel
import Foundation

/// What the fuzz starts from: every report and every recipe of a checkout.
struct MutationCorpus: Sendable {
    struct RecipeText: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    let units: [ReportUnit]
    let recipes: [RecipeText]
    /// How much more often a unit is taken than the dearest, cumulated: small ones are read a hundred times faster.
    private let weights: [Int]

    /// Of each unit, the files that hold figures: the ones to change.
    private let files: [[Int]]

    /// - Parameters:
    ///   - root: With `fixtures/` and `recipes/`.
    ///   - readable: Names of the units to take. Nil: all, also those that nothing can be read from.
    init(root: URL, readable: Set<String>? = nil) throws {
        units = try ReportUnit.all(in: root.appending(path: "fixtures")).filter { readable?.contains($0.name) ?? true }
        files = units.map { unit in
            let found = unit.files.indices.filter { place in
                let bytes = unit.files[place].bytes
                return bytes.starts(with: Array("SQLite".utf8)) || !ReportFields.of(bytes).isEmpty
            }
            return found.isEmpty ? Array(unit.files.indices) : found
        }
        var sum = 0
        weights = units.map { unit in
            let size = unit.files.reduce(0) { $0 + $1.bytes.count }
            sum += max(1, 400_000 / (size + 2000))
            return sum
        }
        recipes = try ["recipes", "fixtures/recipes/valid", "fixtures/recipes/invalid"].flatMap { folder in
            let place = root.appending(path: folder)
            return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
                .filter { $0.hasSuffix(".yaml") }.map { name in
                    RecipeText(
                        name: "\(folder)/\(name)",
                        bytes: [UInt8](try Data(contentsOf: place.appending(path: name)))
                    )
                }
        }
        guard !units.isEmpty, !recipes.isEmpty else { throw CocoaError(.fileNoSuchFile) }
    }

    func unit(_ choice: inout SeededChoice) -> Int {
        let draw = choice.pick(1...(weights.last ?? 1))
        return weights.firstIndex { $0 >= draw } ?? 0
    }

    func file(of unit: Int, _ choice: inout SeededChoice) -> Int {
        files[unit][choice.pick(0...(files[unit].count - 1))]
    }

    /// The units that a verdict can be given on, found by comparing each with itself.
    func readable(scratch: String) throws -> Set<String> {
        let judge = MutationJudge(corpus: self, scratch: scratch)
        return Set(try units.indices.filter { try judge.status($0, nil) < 64 }.map { units[$0].name })
    }
}
