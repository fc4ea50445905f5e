import BenchModel

/// What a release of evalscope can do and does by itself, where the releases differ.
/// Found in the sources of 1.0.0 to 1.14.1; newer ones are taken to be like the newest of these.
struct EvalscopeRelease {
    static let oldest: ToolVersion = "1.0.0"
    static let newest: ToolVersion = "1.14.1"

    let version: ToolVersion

    /// Put `seed: 0` into every body and seed their random numbers with it unless told otherwise.
    var sendsSeedZero: Bool { version < "1.1.1" }
    /// Stumble over every chunk of a streamed `/v1/completions` answer.
    var breaksOnCompletions: Bool { version >= "1.1.1" && version < "1.3.0" }
    var hasNoTimestamp: Bool { version >= "1.4.0" }
    /// Skip the request that the others send before each run.
    var skipsConnectionTest: Bool { version >= "1.4.2" && version < "1.5.1" }
    /// Take `--rate` as a whole number.
    var hasWholeRates: Bool { version < "1.5.0" }
    /// With transformers 5 random prompts come out longer by the chat template's tokens less two.
    var miscountsTemplateTokens: Bool { version < "1.6.1" }
    var hasOpenLoop: Bool { version >= "1.7.0" }
    /// `--max-tokens MIN MAX`, drawn anew for every request.
    var hasOutputRange: Bool { version >= "1.7.1" }
    /// Lines of a prompt file that are JSON are taken apart instead of sent as text.
    var parsesPromptLines: Bool { version >= "1.7.1" }
    /// Draw all arrivals at once and stretch them so that the last one falls on requests / rate.
    var schedulesArrivals: Bool { version >= "1.8.0" }
    /// A body in a line of the prompt file wins over the command line.
    var honoursBodyLines: Bool { version >= "1.9.1" }
    /// Keep the API key out of the log and of `benchmark_args.json`.
    var masksKey: Bool { version >= "1.9.1" }
}
