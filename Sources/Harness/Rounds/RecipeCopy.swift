import Foundation

/// The recipe as it was given, kept beside its results.
enum RecipeCopy {
    static func write(_ options: RunOptions, to folder: ResultFolder) throws(HarnessError) {
        let text: String
        do { text = try String(contentsOfFile: options.recipePath, encoding: .utf8) } catch {
            throw .cannotRead(path: options.recipePath, reason: ResultFolder.reason(error))
        }
        let sets = options.overrides.map { "# --set \($0.text)\n" }.joined()
        try folder.write(sets.isEmpty ? text : "# run with:\n\(sets)\n\(text)", to: "recipe.yaml")
    }
}
