/// Text in which `${NAME}` stands for an environment variable, anywhere and any number of times.
package enum VariableText {
    /// Whether a shell takes it for the name of a variable.
    package static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil }

    /// The variables that the text names, each once, in order.
    package static func names(in text: String) -> [String] {
        text.matches(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/).map { String($0.output.1) }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// The text with values in the places of variables; a variable without a value is left as it is written.
    package static func filled(_ text: String, from environment: [String: String]) -> String {
        text.replacing(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/) { match in
            environment[String(match.output.1)] ?? String(match.output.0)
        }
    }
}
