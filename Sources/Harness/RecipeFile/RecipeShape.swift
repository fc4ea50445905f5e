package import BenchModel

/// What a value of a recipe may be, as facts: the schema and the messages are both made from it.
package indirect enum RecipeShape: Sendable, Equatable {
    case integer(RecipeBounds)
    case number(RecipeBounds)
    case flag
    /// Any scalar, taken as it is written; not empty.
    case text
    /// Text that is split at its spaces.
    case words
    case word(String)
    case choice([String])
    /// With unit. `positive` excludes zero.
    case duration(positive: Bool)
    /// A percentage.
    case share
    /// A URL below which the endpoints lie, or any with `base` false.
    case url(base: Bool)
    case version
    /// Settings in one text, as a flag takes them. `example` is one such text.
    case settings(example: String)
    /// The name of an environment variable.
    case variable
    /// A metric id or family.
    case metric
    case tool([String])
    /// What an entry of `tools` is called: part of file names and headings.
    case name
    /// A map of anything that JSON can say.
    case body
    case list(RecipeShape, atLeast: Int)
    /// A map whose keys are the user's. `names` nil: any name.
    case table(of: RecipeShape, names: RecipeShape?, atLeast: Int)
    /// A map whose keys are known.
    case record([Member], exactlyOne: Bool)
    case nullable(RecipeShape)
    case either(RecipeShape, RecipeShape)

    /// One key of a record.
    package struct Member: Sendable, Equatable {
        package let name: String
        package let shape: RecipeShape
        /// One or two sentences for the schema.
        package let doc: String
        /// As a recipe would write it. Nil when there is none, or none worth showing.
        package let initial: JSONValue?
        package let required: Bool
    }
}
