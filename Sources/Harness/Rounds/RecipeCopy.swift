import BenchModel
import Foundation
import ToolAdapters

/// The recipe as it was given, kept beside its results, without the secrets that it has in clear.
enum RecipeCopy {
    static let mask = "***"

    static func write(_ options: RunOptions, of recipe: Recipe, to folder: ResultFolder) throws(HarnessError) {
        var text: String
        do { text = try String(contentsOfFile: options.recipePath, encoding: .utf8) } catch {
            throw .cannotRead(path: options.recipePath, reason: ResultFolder.reason(error))
        }
        let sets = options.overrides.map { "# --set \($0.text)\n" }.joined()
        if !sets.isEmpty { text = "# run with:\n\(sets)\n\(text)" }
        try folder.write(masked(text, secretsOf: recipe), to: "recipe.yaml")
    }

    /// The text without the secrets that the recipe has in clear.
    static func masked(_ text: String, secretsOf recipe: Recipe) -> String {
        secrets(of: recipe).reduce(text) { $0.replacing($1, with: mask) }
    }

    private static func secrets(of recipe: Recipe) -> [String] {
        let named = [recipe.workload.headers] + recipe.tools.map(\.environment)
        return named.flatMap(\.self).filter { name, value in
            SecretName.isSecret(name) && VariableText.names(in: value).isEmpty && !value.isEmpty
        }.map(\.value)
    }
}
