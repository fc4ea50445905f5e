package import BenchModel
import Foundation
import ToolAdapters

/// Reads recipes from YAML.
package enum RecipeFile {
    /// The tools that a recipe may name unless the caller says otherwise.
    package static let tools = Tools.all.map(\.id)

    /// - Parameters:
    ///   - path: Of the file, as the user named it; errors show it so.
    ///   - overrides: Put in place of the file's values, in order.
    ///   - tools: The tools that the recipe may name.
    package static func load(
        path: String,
        overrides: [RecipeOverride] = [],
        tools: [ToolID] = RecipeFile.tools
    ) throws(RecipeError) -> Recipe {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw unreadable(path, .missing)
        }
        if isFolder.boolValue { throw unreadable(path, .folder) }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw unreadable(path, .other((error as NSError).localizedDescription))
        }
        guard let text = String(validating: data, as: UTF8.self) else { throw unreadable(path, .notUTF8) }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return try parse(text, name: path, folder: folder, overrides: overrides, tools: tools)
    }

    /// - Parameters:
    ///   - name: Of the file, for errors, and without folder and extension for a recipe that has no name.
    ///   - folder: Paths in the file are relative to it. Paths in overrides are relative to the working directory.
    package static func parse(
        _ text: String,
        name: String,
        folder: String,
        overrides: [RecipeOverride] = [],
        tools: [ToolID] = RecipeFile.tools
    ) throws(RecipeError) -> Recipe {
        let source = RecipePlace(source: name)
        let document = RecipeDocument(text, source: source)
        guard var root = document.root, !document.problems.contains(where: { $0.kind == .tooLarge }) else {
            throw RecipeError(problems: document.problems)
        }
        if root.isNull { throw RecipeError(problems: [RecipeProblem(place: source, kind: .empty)]) }
        var problems = document.problems
        for override in overrides {
            do {
                root = try override.applied(to: root)
            } catch {
                problems += error.problems
            }
        }
        var reading = RecipeReading()
        let form = RecipeKeys(tools: tools.map(\.rawValue)).recipe(named: stem(of: name))
        let value = RecipeValue(node: root, path: "", keyPlace: source)
        guard var recipe = form.read(value, &reading) else { throw RecipeError(problems: problems + reading.problems) }
        RecipeChecks.run(recipe, &reading)
        problems += reading.problems
        guard problems.isEmpty else { throw RecipeError(problems: inOrder(problems, overrides)) }
        resolvePaths(&recipe, reading, folder: folder)
        return recipe
    }

    private static func unreadable(_ path: String, _ reason: RecipeProblem.Unreadable) -> RecipeError {
        RecipeError(problems: [RecipeProblem(place: RecipePlace(source: path), kind: .unreadable(reason))])
    }

    private static func stem(of name: String) -> String {
        let stem = URL(filePath: name).deletingPathExtension().lastPathComponent
        return stem.isEmpty || stem == "/" ? "recipe" : stem
    }

    /// As they stand in the file, then as the overrides were given.
    private static func inOrder(_ problems: [RecipeProblem], _ overrides: [RecipeOverride]) -> [RecipeProblem] {
        let places = overrides.map(\.place)
        let ranked = problems.enumerated().map { offset, problem in
            let override = places.firstIndex(of: problem.place).map { $0 + 1 } ?? 0
            return (rank: (override, problem.line ?? 0, problem.column ?? 0, offset), problem: problem)
        }
        return ranked.sorted { $0.rank < $1.rank }.map(\.problem)
    }

    /// Makes the prompt file, and tokenizers that start with a dot, absolute: tools run in folders of their own.
    private static func resolvePaths(_ recipe: inout Recipe, _ reading: RecipeReading, folder: String) {
        func resolved(_ path: String, _ key: String) -> String {
            let isOverride = reading.place(key)?.isOverride ?? false
            let base = isOverride ? nil : URL(filePath: folder, directoryHint: .isDirectory)
            return URL(filePath: path, relativeTo: base).standardizedFileURL.path
        }
        func resolvedFolder(_ name: String, _ key: String) -> String {
            name.hasPrefix("./") || name.hasPrefix("../") ? resolved(name, key) : name
        }
        recipe.workload.file = recipe.workload.file.map { resolved($0, "workload.file") }
        recipe.model.tokenizer = recipe.model.tokenizer.map { resolvedFolder($0, "model.tokenizer") }
        for (tool, name) in recipe.model.tokenizers {
            recipe.model.tokenizers[tool] = resolvedFolder(name, "model.tokenizer.\(tool)")
        }
    }
}
