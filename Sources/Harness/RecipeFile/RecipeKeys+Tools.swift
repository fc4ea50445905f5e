import BenchModel

extension RecipeKeys {
    /// A list of names, or a map from name to settings.
    var toolChoices: RecipeForm<[ToolChoice]> {
        let names = RecipeForm<String>.list(of: tool, atLeast: 1).mapped(
            write: { (tools: [ToolChoice]) in .array(tools.map { .string($0.id.rawValue) }) },
            { names, value, reading in
                Self.noteRepeats(value, &reading)
                return names.map { ToolChoice($0) }
            }
        )
        let table = RecipeForm<ToolChoice>.table(settings.shape, names: tool, atLeast: 1) { _ in settings }
        return .either(
            names,
            table.mapped { pairs, _, _ in
                pairs.map { name, choice in
                    var choice = choice
                    choice.id = ToolID(name)
                    return choice
                }
            }
        )
    }

    private static func noteRepeats(_ value: RecipeValue, _ reading: inout RecipeReading) {
        guard case .list(let nodes) = value.node.content else { return }
        var seen: Set<String> = []
        for node in nodes {
            guard case .scalar(let name, _) = node.content, !seen.insert(name).inserted else { continue }
            reading.note(.repeatedTool(name), at: node.place, path: value.path)
        }
    }

    private var settings: RecipeForm<ToolChoice> {
        .record(
            ToolChoice(""),
            [
                RecipeKey(
                    "version",
                    \.version,
                    .orNull(.version),
                    "Default: the version that is installed, else the one that Concord installs."
                ),
                RecipeKey(
                    "command",
                    \.command,
                    .orNull(command),
                    "What to run instead of an installed tool: a list, or words separated by spaces."
                ),
                RecipeKey(
                    "extra_arguments",
                    \.extraArguments,
                    RecipeForm<String>.list(of: .text),
                    "Appended to the tool's command line as they are."
                ),
                RecipeKey(
                    "environment",
                    \.environment,
                    RecipeForm<String>.dictionary(of: .text),
                    "Added to the tool's environment."
                ),
                RecipeKey("timeout", \.timeout, .duration(positive: true), "Longest time that one run may take."),
            ]
        )
    }

    private var command: RecipeForm<[String]> {
        let words = RecipeForm<[String]>(scalar: .words) { text, _ in
            let words = text.split(separator: " ").map(String.init)
            return words.isEmpty || text.contains { "\"'\\\t\n".contains($0) } ? nil : words
        }
        return .either(words, RecipeForm<String>.list(of: .text, atLeast: 1))
    }
}
