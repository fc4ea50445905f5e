import BenchModel
import Foundation
import ToolAdapters

/// The recipe as it was given, kept beside its results, without the secrets that it has in clear.
enum RecipeCopy {
    private static let heading = "# run with:"
    private static let setting = "# --set "

    /// The recipe that was run, its overrides applied. Paths in it are not those of then.
    /// - Returns: Nil when there is none, or none that this version understands.
    static func read(_ path: String) -> Recipe? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        // YAML takes the mask for something else.
        let text = String(decoding: data, as: UTF8.self).replacing(SecretName.mask, with: "hidden")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let settings =
            lines.first.map { $0 == heading } ?? false ? lines.dropFirst().prefix { $0.hasPrefix(setting) } : []
        let overrides = settings.compactMap { RecipeOverride(String($0.dropFirst(setting.count))) }
        // Whatever folder a copy lies in, the same relative path is the same file.
        return try? RecipeFile.parse(text, name: "recipe", folder: "/", overrides: overrides)
    }

    static func write(_ options: RunOptions, of recipe: Recipe, to folder: ResultFolder) throws(HarnessError) {
        var text: String
        do { text = try String(contentsOfFile: options.recipePath, encoding: .utf8) } catch {
            throw .cannotRead(path: options.recipePath, reason: ResultFolder.reason(error))
        }
        let sets = options.overrides.map { "\(setting)\($0.text)\n" }.joined()
        if !sets.isEmpty { text = "\(heading)\n\(sets)\n\(text)" }
        try folder.write(masked(text, secretsOf: recipe), to: "recipe.yaml")
    }

    /// The text without the secrets that the recipe has in clear.
    static func masked(_ text: String, secretsOf recipe: Recipe) -> String {
        CommandSecrets.masked(text, secrets(of: recipe))
    }

    private static func secrets(of recipe: Recipe) -> [String] {
        let named = ([recipe.workload.headers] + recipe.tools.map(\.environment)).flatMap(\.self)
        var secrets = named.filter { SecretName.isSecret($0.key) }.map(\.value)
        if case .launch(let launch) = recipe.server { secrets += launch.secrets }
        secrets += SecretName.values(in: recipe.workload.extraBody).filter { $0.utf8.count >= 4 }
        return secrets.filter { VariableText.names(in: $0).isEmpty && !$0.isEmpty }
    }
}
