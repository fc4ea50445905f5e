package import BenchModel
package import ToolAdapters
package import Traffic

/// Why the harness cannot go on. Carries facts; `HarnessErrorText` has the words.
package enum HarnessError: Error {
    case recipe(RecipeError)
    case translation(TranslationError)
    case output(OutputError)
    case serverUnreachable(url: String, reason: String)
    case serverNotReady(argv: [String], seconds: Double, lastLines: [String], log: String)
    case serverNotStarted(argv: [String], reason: String)
    case serverDied(argv: [String], lastLines: [String], log: String)
    case unknownModel(name: String, served: [String], url: String)
    case prompts(PromptSetError)
    case load(LoadError)
    case simulator(SimulatorError)
    case tap(TapError)
    case limits(LimitShortage)
    case warmupFailed(url: String, reason: String)
    case promptFile(path: String, reason: String)
    case toolMissing(ToolID, version: ToolVersion?, reason: String)
    case unknownTool(name: String, known: [String])
    /// A tool that was to send one request ended without having done so.
    case toolFailed(ToolID, reason: String, folder: String)
    /// The server did not answer what tools sent; a sentence or more a tool.
    case refused([String])
    /// A tool said that it had sent a request, and none came by.
    case nothingSeen(ToolID)
    case missingVariable(name: String, key: String)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case usage(String)
    /// In the words of the command that was given.
    case told(String, Class)

    /// The class of the failure, for the exit status.
    package enum Class: Sendable { case usage, unavailable, invalid, internalError }

    package var failureClass: Class {
        switch self {
        case .recipe, .translation, .unknownTool, .missingVariable, .usage, .promptFile, .cannotRead, .output: .usage
        case .simulator(.cannotWriteLog), .tap(.failed): .internalError
        case .tap(.endpoint): .usage
        case .load(.concurrency), .load(.noRequests), .load(.invalidHeader), .load(.endpoint): .usage
        case .serverUnreachable, .serverNotReady, .serverNotStarted, .serverDied, .unknownModel, .prompts, .toolMissing,
            .warmupFailed,
            .load, .simulator, .tap, .limits:
            .unavailable
        case .toolFailed, .refused, .nothingSeen: .invalid
        case .cannotWrite: .internalError
        case .told(_, let known): known
        }
    }
}
