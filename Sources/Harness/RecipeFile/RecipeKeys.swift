import BenchModel

/// Every key of a recipe file, in one table per map. Defaults are those of the values in `BenchModel`.
struct RecipeKeys {
    /// Names that `tools` may hold.
    let tools: [String]

    /// - Parameter name: The recipe's name where it gives none.
    func recipe(named name: String) -> RecipeForm<Recipe> {
        let start = Recipe(name: name, server: .url(""), model: ModelChoice(name: ""))
        return .record(
            start,
            [
                RecipeKey("name", \.name, .text, "For headings and result folders. Default: the file's name."),
                RecipeKey("server", \.server, server, required: true, "Where the server comes from."),
                RecipeKey(
                    "model",
                    \.model,
                    model,
                    required: true,
                    "The model, by the names that server and tools know."
                ),
                RecipeKey("api", \.api, .choice, "Which endpoint carries the load."),
                RecipeKey("workload", \.workload, workload, "What is sent, how much of it and how fast."),
                RecipeKey(
                    "warmup",
                    \.warmup,
                    warmup,
                    "Requests sent before each tool's run; they enter no figure. A number, or a map."
                ),
                RecipeKey("tools", \.tools, toolChoices, "The tools, in the order of the first round."),
                RecipeKey(
                    "reference",
                    \.reference,
                    .orNull(entryName.mapped { name, _, _ in ToolID(name) }),
                    "The tool that ratios are taken against. Default: native where it takes part, else the first."
                ),
                RecipeKey(
                    "rounds",
                    \.rounds,
                    rounds,
                    "How often all tools are run. A number, or a map to add rounds until the verdict is clear."
                ),
                RecipeKey("tolerance", \.tolerance, tolerance, "How far two tools may differ and still agree."),
                RecipeKey("gate", \.gate, gate, "Which comparisons decide the verdict."),
                RecipeKey(
                    "allow",
                    \.allow,
                    RecipeForm<[Approximation]>.list(of: .choice).mapped { list, _, _ in Set(list) },
                    "Deviations from the recipe that are accepted where a tool cannot follow it."
                ),
            ]
        )
    }

    var tool: RecipeForm<String> {
        let tools = tools
        return RecipeForm(.tool(tools), write: JSONValue.string) { value, reading in
            guard case .scalar(let name, let meaning) = value.node.content, meaning != .null else {
                reading.mismatch(value, .tool(tools))
                return nil
            }
            if tools.contains(name) { return name }
            let suggestion = SpellingDistance.nearest(to: name, among: tools)
            reading.note(.unknownTool(name, suggestion: suggestion, known: tools), value)
            return nil
        }
    }

    /// What an entry of `tools` is called.
    var entryName: RecipeForm<String> {
        RecipeForm(scalar: .name, write: JSONValue.string) { text, meaning in
            meaning != .null && text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,39}/) != nil ? text : nil
        }
    }

    private var model: RecipeForm<ModelChoice> {
        .record(
            ModelChoice(name: ""),
            [
                RecipeKey("name", \.name, .text, required: true, "The model's name, sent with every request."),
                RecipeKey(
                    "served_name",
                    \.servedName,
                    .orNull(.text),
                    "The name that the server answers to, where it differs."
                ),
                RecipeKey(
                    "tokenizer",
                    \.tokenizerSetting,
                    tokenizer,
                    "Tokenizer folder or hub id for the Python tools: one for all, or a map from tool to its own."
                ),
            ]
        )
    }

    private var tokenizer: RecipeForm<TokenizerSetting> {
        let one = RecipeForm<String?>.orNull(.text).mapped { name, _, _ in TokenizerSetting(common: name) }
        let each = RecipeForm<String>.dictionary(of: RecipeForm<String>.text, names: tool).mapped { names, _, _ in
            TokenizerSetting(single: Dictionary(uniqueKeysWithValues: names.map { (ToolID($0), $1) }))
        }
        return .either(one, each)
    }

    private var warmup: RecipeForm<Warmup> {
        .either(
            RecipeForm<Int>.integer(.warmupRequests).mapped { requests, _, _ in
                var warmup = Warmup()
                warmup.requests = requests
                return warmup
            },
            .record(
                Warmup(),
                [
                    RecipeKey(
                        "requests",
                        \.requests,
                        .orNull(.integer(.warmupRequests)),
                        "0 sends none. Default: as many as the concurrency."
                    ),
                    RecipeKey(
                        "pause",
                        \.pause,
                        .duration(positive: false),
                        "Idle time between the end of one run and the start of the next."
                    ),
                ]
            )
        )
    }

    private var rounds: RecipeForm<RoundPlan> {
        let count = RecipeForm<Int>.integer(.rounds)
        let range = RecipeForm<RoundRange>.record(
            RoundRange(),
            [
                RecipeKey("min", \.minimum, .orNull(count), "Rounds before the first look at the verdict. Default: 3."),
                RecipeKey(
                    "max",
                    \.maximum,
                    .orNull(count),
                    "Rounds are added up to this many while a gated metric is undecided. Default: min."
                ),
            ]
        )
        return .either(
            count.mapped(
                write: { .integer($0.minimum) },
                { count, _, _ in RoundPlan(minimum: count, maximum: count) }
            ),
            range.mapped { range, value, reading in
                if let minimum = range.minimum, let maximum = range.maximum, maximum < minimum {
                    let place = reading.place(value.path(of: "max")) ?? value.keyPlace
                    let kind = RecipeProblem.Kind.conflict(.roundsReversed(minimum: minimum, maximum: maximum))
                    reading.note(kind, at: place, path: value.path)
                }
                return RoundPlan(minimum: range.minimum, maximum: range.maximum)
            }
        )
    }
}

private struct RoundRange {
    var minimum: Int?
    var maximum: Int?
}

/// The two ways in which `model.tokenizer` can be written.
private struct TokenizerSetting {
    var common: String?
    var single: [ToolID: String] = [:]
}

extension ModelChoice {
    fileprivate var tokenizerSetting: TokenizerSetting {
        get { TokenizerSetting(common: tokenizer, single: tokenizers) }
        set {
            tokenizer = newValue.common
            tokenizers = newValue.single
        }
    }
}
