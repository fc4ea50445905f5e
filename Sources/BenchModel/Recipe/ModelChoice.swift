/// The model, by the names that the server and the tokenizers know.
package struct ModelChoice: Sendable, Equatable {
    /// The model's name, sent in every request unless `servedName` is given.
    package var name: String
    /// The name that the server answers to, where it differs. Nil: `name`.
    package var servedName: String?
    /// Tokenizer folder or hub id for the Python tools. Nil: the simulator's own tokenizer with `simulate`, else each tool's default.
    package var tokenizer: String?
    /// Tokenizers of single tools, which win over `tokenizer`.
    package var tokenizers: [ToolID: String] = [:]

    package init(name: String) { self.name = name }

    /// What goes into the body's `model`.
    package var requestName: String { servedName ?? name }

    package func tokenizer(for tool: ToolID) -> String? { tokenizers[tool] ?? tokenizer }
}
