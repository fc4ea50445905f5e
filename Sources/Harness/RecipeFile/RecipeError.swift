/// A recipe that cannot be used, with everything that is wrong with it and not just the first thing.
package struct RecipeError: Error, Equatable {
    /// At least one; in the order of the file, overrides last.
    package let problems: [RecipeProblem]
}

extension RecipeError: CustomStringConvertible {
    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
