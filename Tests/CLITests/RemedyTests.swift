import BenchModel
import Foundation
import Testing

@testable import CLI
@testable import Harness

/// A remedy that cannot be followed is none: what the catalogue of causes tells to write must be taken.
struct RemedyTests {
    private static let sentences = CauseCatalogue.all.flatMap { cause in
        [cause.meaning, cause.detection, cause.remedy].map { (cause.id, $0) }
    }

    private func error(of settings: [String]) -> String? {
        do {
            _ = try RecipeFile.parse(
                "{server: {simulate: {}}, model: {name: m}}",
                name: "r.yaml",
                folder: "/",
                overrides: settings.compactMap { RecipeOverride($0) }
            )
            return nil
        } catch { return error.description }
    }

    @Test func `every approximation that a sentence names can be allowed`() {
        var count = 0
        for (id, sentence) in Self.sentences {
            for match in sentence.matches(of: /allow: (\[[^\]]*\])/) {
                #expect(error(of: ["allow=\(match.output.1)"]) == nil, "\(id): \(sentence)")
                count += 1
            }
        }
        #expect(count >= 4)
        #expect(error(of: ["allow=[work]"]) != nil)
    }

    @Test func `every option that a sentence names is one of a command`() {
        let flags = ["no-tap", "no-probe", "verbose", "dry-run", "insecure", "quick", "explain", "open"]
        let known = Set(NumberArgumentTests.options.map(\.name) + flags)
        let foreign: Set<String> = ["enable-log-requests", "save-result", "save-detailed"]
        var count = 0
        for (id, sentence) in Self.sentences {
            for match in sentence.matches(of: /--([a-z][a-z-]*)/) {
                let name = String(match.output.1)
                #expect(known.contains(name) || foreign.contains(name), "\(id): --\(name)")
                count += 1
            }
        }
        #expect(count >= 2)
    }

    @Test func `every setting that a sentence names is a key of recipes`() {
        for (id, sentence) in Self.sentences {
            for match in sentence.matches(of: /'([a-z_.]+): ([A-Za-z0-9_%]+)'/) {
                let (key, value) = (String(match.output.1), String(match.output.2))
                let paths = [key, "workload.\(key)", "gate.\(key)", "warmup.\(key)"]
                let errors = paths.map { error(of: ["\($0)=\(value)"]) }
                #expect(errors.contains { $0 == nil || $0?.contains("unknown key") == false }, "\(id): \(key)")
            }
        }
    }
}
