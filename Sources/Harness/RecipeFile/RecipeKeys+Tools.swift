import BenchModel

extension RecipeKeys {
    /// A list of tools, or a map from name to settings; a name that is no tool's says by `tool` which one it is.
    var toolChoices: RecipeForm<[ToolChoice]> {
        let names = RecipeForm<String>.list(of: tool, atLeast: 1).mapped(
            write: { (tools: [ToolChoice]) in .array(tools.map { .string($0.id.rawValue) }) },
            { names, value, reading in
                Self.noteRepeats(value, &reading)
                return names.map { ToolChoice($0) }
            }
        )
        let table = RecipeForm<ToolChoice>.table(settings.shape, names: entryName, atLeast: 1) { entry(named: $0) }
        return .either(
            names,
            table.mapped { pairs, _, _ in pairs.map(\.value) }
        )
    }

    private func entry(named name: String) -> RecipeForm<ToolChoice> {
        RecipeForm(settings.shape) { value, reading in
            guard var choice = settings.read(value, &reading) else { return nil }
            if choice.tool.rawValue.isEmpty {
                // Where it does not say, its name does; and the name is what is wrong when it does not.
                let key = RecipeNode(content: .scalar(name, .string(name)), place: value.keyPlace)
                let place = RecipeValue(node: key, path: "tools", keyPlace: value.keyPlace)
                guard let tool = tool.read(place, &reading) else { return nil }
                choice.tool = ToolID(tool)
            }
            choice.id = ToolID(name)
            return choice
        }
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
                    "tool",
                    \.tool,
                    tool.mapped { name, _, _ in ToolID(name) },
                    "Which tool it is, where the entry has another name: two versions of one, or one twice."
                ),
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
                    RecipeForm<String>.dictionary(of: .text, names: .variableName),
                    "Added to the tool's environment."
                ),
                RecipeKey("timeout", \.timeout, .duration(positive: true), "Longest time that one run may take."),
            ]
        )
    }

    private var command: RecipeForm<[String]> {
        let words = RecipeForm<[String]>(scalar: .words) { text, _ in
            let words = text.split(separator: " ").map(String.init)
            return words.isEmpty || text.contains { "\"'\\\t\n\0".contains($0) } ? nil : words
        }
        return .either(words, RecipeForm<String>.list(of: .text, atLeast: 1))
    }
}
