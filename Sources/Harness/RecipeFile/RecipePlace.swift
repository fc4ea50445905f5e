/// Where something of a recipe stands: in a file, or in a `--set` on the command line.
package struct RecipePlace: Sendable, Hashable {
    /// The file as the user named it, or `--set` with the dotted key.
    package let source: String
    /// From 1. Nil when the whole source is meant, and always in an override.
    package let line: Int?
    /// From 1, in Unicode scalars. Nil when `line` is.
    package let column: Int?
    /// Whether it is an override rather than a file.
    package let isOverride: Bool

    package init(source: String, line: Int? = nil, column: Int? = nil, isOverride: Bool = false) {
        self.source = source
        self.line = line
        self.column = column
        self.isOverride = isOverride
    }
}

extension RecipePlace: CustomStringConvertible {
    package var description: String {
        guard let line else { return source }
        guard let column else { return "\(source):\(line)" }
        return "\(source):\(line):\(column)"
    }
}
