import BenchModel
import Foundation
import Harness
import TestSupport
import Testing
import ToolAdapters

/// Every value of every recipe in the repository, changed: it is refused by its key's name, or something comes out
/// otherwise. No key is read and then forgotten.
struct RecipeMutationTests {
    /// Keys that act elsewhere than in a command line: on the server, on the rounds and on the verdict.
    private static let elsewhere: Set<String> = [
        "name", "server", "warmup", "rounds", "tolerance", "gate", "allow", "reference",
    ]
    /// The same, of keys below `workload` and `tools`: the time-out is the launcher's, the key comes from the environment.
    private static let elsewhereKeys: Set<String> = ["timeout", "api_key_env", "tool"]

    private struct Value {
        let top: String
        let key: String
        let range: Range<String.Index>
    }

    /// Scalars after a key, in blocks and in braces, and the items of lists.
    private static func values(of text: String) -> [Value] {
        var found: [Value] = []
        var (top, key) = ("", "")
        for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
            let content = line.prefix { $0 != "#" }
            guard !content.allSatisfy(\.isWhitespace) else { continue }
            for part in content.split(whereSeparator: { "{}[],".contains($0) }) {
                var rest = part[...]
                if let colon = rest.firstIndex(of: ":"),
                    rest.index(after: colon) == rest.endIndex || rest[rest.index(after: colon)] == " "
                {
                    key = String(rest[..<colon].trimmingPrefix(while: { " -\"".contains($0) })).trimmingCharacters(
                        in: .whitespaces
                    )
                    if part.startIndex == line.startIndex, line.first?.isWhitespace == false { top = key }
                    rest = rest[rest.index(after: colon)...]
                }
                rest = rest.drop { $0 == " " }
                if rest.hasPrefix("- ") { rest = rest.dropFirst(2) }
                while rest.last?.isWhitespace == true { rest.removeLast() }
                guard !rest.isEmpty, !"&*|>".contains(rest.first ?? " ") else { continue }
                found.append(Value(top: top, key: key, range: rest.startIndex..<rest.endIndex))
            }
        }
        return found
    }

    private static func changes(of text: Substring) -> [String] {
        if text == "true" || text == "false" { return [text == "true" ? "false" : "true"] }
        var changes: [String] = []
        if let match = text.firstMatch(of: /\d+(\.\d+)?/), let number = Double(match.0) {
            let isWhole = match.1 == nil
            let changed = number * 1.25 + 1
            let new = isWhole ? "\(Int(changed))" : "\(changed)"
            changes.append(String(text[..<match.range.lowerBound]) + new + String(text[match.range.upperBound...]))
        }
        changes.append(text.hasSuffix("\"") ? String(text.dropLast()) + "7\"" : String(text) + "7")
        return changes
    }

    private static let files: [String] = ["recipes", "fixtures/recipes/valid"].flatMap { folder in
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: Fixtures.root.appending(path: folder).path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func plans(_ recipe: Recipe) -> String? {
        guard let plans = try? PlanService.plan(recipe, versions: [:], found: [:]) else { return nil }
        return plans.map { "\($0.argv) \($0.env) \($0.notes) \($0.expectedInput ?? "")" }.joined(separator: "\n")
    }

    @Test(arguments: files)
    func `a changed value is refused by its key, or changes what is planned`(file: String) async throws {
        let url = Fixtures.root.appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        let folder = url.deletingLastPathComponent().path
        let original = try RecipeFile.parse(text, name: file, folder: folder)
        let plans = Self.plans(original)
        let values = Self.values(of: text)
        #expect(!values.isEmpty)
        for value in values {
            for change in Self.changes(of: text[value.range]) {
                await Task.yield()
                let changed = text.replacingCharacters(in: value.range, with: change)
                let place = "\(value.top) … \(value.key): \(text[value.range]) → \(change)"
                do throws(RecipeError) {
                    let recipe = try RecipeFile.parse(changed, name: file, folder: folder)
                    #expect(recipe != original, "\(place) is ignored")
                    guard plans != nil, !Self.elsewhere.contains(value.top), !Self.elsewhereKeys.contains(value.key)
                    else { continue }
                    #expect(Self.plans(recipe) != plans, "\(place) changes no plan")
                } catch {
                    let words = error.problems.map(\.description).joined(separator: "\n")
                    // What is no YAML any more is told by its place.
                    let isTold = words.contains(value.key) || words.contains(change) || words.contains("not valid YAML")
                    #expect(isTold, "\(place) is refused with: \(words)")
                }
            }
        }
    }
}
