import BenchModel
import Foundation

/// One input of the fuzz. Seed and number alone decide it, so that it can be made again after a crash.
struct MutationInput: Sendable {
    enum Subject: Sendable {
        /// - unit, file: Places in the corpus.
        /// - reference: What it is compared with. Nil: with itself as it was.
        case report(unit: Int, file: Int, reference: Int?, bytes: [UInt8])
        case recipe(Int, bytes: [UInt8])
    }

    let number: Int
    let levels: [TextMutation.Level]
    let subject: Subject

    init(_ number: Int, seed: Int, corpus: MutationCorpus) {
        var choice = SeededChoice(seed: seed &* 1_000_000_007 &+ number)
        self.number = number
        var levels: [TextMutation.Level] = []
        func changed(_ bytes: [UInt8], _ other: [UInt8]) -> [UInt8] {
            var bytes = bytes
            // Most often a single change: two hide each other.
            for _ in 0..<[1, 1, 1, 1, 2, 3][choice.pick(0...5)] {
                // Numbers twice: they are what a verdict rests on.
                let all = TextMutation.Level.allCases + [.number]
                let level = all[choice.pick(0...(all.count - 1))]
                levels.append(level)
                bytes = TextMutation.apply(level, to: bytes, other: other, &choice)
            }
            return bytes
        }
        if choice.pick(0...9) == 0 {
            let recipe = choice.pick(0...(corpus.recipes.count - 1))
            let other = choice.pick(0...(corpus.recipes.count - 1))
            subject = .recipe(recipe, bytes: changed(corpus.recipes[recipe].bytes, corpus.recipes[other].bytes))
        } else {
            let unit = corpus.unit(&choice)
            let file = corpus.file(of: unit, &choice)
            let others = corpus.units.indices.filter { corpus.units[$0].tool == corpus.units[unit].tool }
            let other = corpus.units[others[choice.pick(0...(others.count - 1))]].files
            let bytes = changed(
                corpus.units[unit].files[file].bytes,
                other[choice.pick(0...(other.count - 1))].bytes
            )
            let references = corpus.units.indices.filter {
                corpus.units[$0].tool != corpus.units[unit].tool && Self.references.contains(corpus.units[$0].name)
            }
            let isPair = choice.pick(0...3) == 0 && !references.isEmpty
            subject = .report(
                unit: unit,
                file: file,
                reference: isPair ? references[choice.pick(0...(references.count - 1))] : nil,
                bytes: bytes
            )
        }
        self.levels = levels
    }

    /// Small outputs, one form of each tool.
    private static let references: Set<String> = [
        "vllm/0.11.0/seed-console/console.txt", "vllm/0.32.0/chat-summary/result.json",
        "evalscope/1.1.0/seed-console/console.txt", "evalscope/1.14.1/plain/benchmark_summary.json",
        "native/0.1.0/chat-24x4/measurement.json",
    ]

    func description(_ corpus: MutationCorpus) -> String {
        let levels = levels.map(\.rawValue).joined(separator: ", ")
        switch subject {
        case .report(let unit, let file, let reference, _):
            let against = reference.map { "against \(corpus.units[$0].name)" } ?? "against itself as it was"
            return "\(corpus.units[unit].name), file \(corpus.units[unit].files[file].path), \(against): \(levels)"
        case .recipe(let recipe, _): return "\(corpus.recipes[recipe].name): \(levels)"
        }
    }

    /// Leaves what `compare` or `plan` needs to see it again.
    func save(to folder: String, corpus: MutationCorpus, reason: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        switch subject {
        case .report(let unit, let file, let reference, let bytes):
            let unit = corpus.units[unit]
            _ = try reference.map { try corpus.units[$0].write(to: folder + "/reference") }
            if reference == nil { _ = try unit.write(to: folder + "/original") }
            _ = try unit.write(to: folder + "/changed")
            try unit.write(bytes, at: unit.files[file].path, in: folder + "/changed")
        case .recipe(_, let bytes):
            try Data(bytes).write(to: URL(filePath: folder + "/recipe.yaml"))
        }
        try Data("\(reason)\n\(description(corpus))\n".utf8).write(to: URL(filePath: folder + "/what.txt"))
    }
}
