import BenchModel
import Traffic

extension HarnessError {
    /// The same failure with the options of `concord load` in place of a recipe's keys.
    var inWordsOfLoad: HarnessError {
        switch self {
        case .serverUnreachable(let url, let reason) where !reason.contains("certificate"):
            let reason = reason.replacing(
                "workload.api_key_env names its variable",
                with: "--api-key-env names its variable"
            )
            return .told("no server answers at \(url): \(reason).\nStart it, or give another base URL.", failureClass)
        case .unknownModel(let name, let served, let url):
            let names = served.isEmpty ? "none" : served.joined(separator: ", ")
            return .told(
                "the server at \(url) does not know the model '\(name)'; it serves: \(names). Name one with --model.",
                failureClass
            )
        case .prompts(.noTokenizer(let url, let status, _)):
            return .told(
                "prompts of exact token counts could not be made: the server has no usable \(url) (HTTP \(status)).\n"
                    + "Give prompts of your own with --prompts FILE, one JSON object with \"prompt\" a line.",
                failureClass
            )
        case .missingVariable(let name, let key):
            let option = key.hasSuffix("api_key_env") ? "--api-key-env" : "--header"
            return .told("\(option) names the environment variable \(name), which is not set. Set it.", failureClass)
        default: return self
        }
    }
}
