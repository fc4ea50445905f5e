import BenchModel

extension RecipeProblem: CustomStringConvertible {
    /// One line: where, what is wrong, what to do.
    package var description: String { "\(place): \(kind.words)" }
}

extension RecipeProblem.Kind {
    fileprivate var words: String {
        switch self {
        case .unreadable(let reason): reason.words
        case .syntax(let detail): "not valid YAML: \(detail)."
        case .tabIndentation: "not valid YAML: a tab cannot indent. Use spaces."
        case .empty: "the recipe is empty. It needs 'server' and 'model'."
        case .severalDocuments: "a second document starts here. A recipe is one document."
        case .tooLarge: "the recipe is too deep or too large once its aliases are written out."
        case .keyIsNotText: "a key must be text, not a list or a map."
        case .duplicateKey(let key, let line):
            "duplicate key \(key.quoted)" + (line.map { ", first given in line \($0)." } ?? ".") + " Keep one."
        case .unknownKey("<<", _, _, _): "merge keys ('<<') are not read. Write the keys out."
        case .unknownKey(let key, let map, let suggestion, let known):
            "unknown key \(key.quoted)\(map.isEmpty ? "" : " in \(map.quoted)")."
                + (suggestion.map(Self.didYouMean) ?? " Known: \(known.joined(separator: ", ")).")
        case .missingKey(let key): "\(key.quoted) is missing."
        case .mismatch("", _, let found): "a recipe must be a map of keys, not \(found.words)."
        case .mismatch(let key, let expected, let found):
            "\(key.quoted) must be \(expected.words), not \(found.words)." + Self.hint(for: found, expected)
        case .missingUnit(let key, let number):
            "\(key.quoted) has no unit. Write '\(number)ms' or '\(number)s', not \(number.quoted)."
        case .missingPercent(let key, let number, let suggestion):
            "\(key.quoted) must be a percentage. Write \(suggestion.quoted), not \(number.quoted)."
        case .unknownTool(let name, let suggestion, let known):
            "unknown tool \(name.quoted)."
                + (suggestion.map(Self.didYouMean) ?? " Known: \(known.joined(separator: ", ")).")
        case .unknownMetric(let name, let suggestion):
            "unknown metric \(name.quoted)." + (suggestion.map(Self.didYouMean) ?? " 'concord metrics' lists them.")
        case .repeatedTool(let name): "tool \(name.quoted) is listed twice."
        case .notExactlyOne(let key, let names, let found):
            found.isEmpty
                ? "\(key.quoted) needs one of \(names.phrase("and"))."
                : "\(key.quoted) has \(found.phrase("and")). Keep one."
        case .url(let key, let url, let fault): fault.words(key: key, url: url)
        case .settings(let key, .unknown(let name, _), let suggestion?):
            "\(key.quoted) has no \(name.quoted)." + Self.didYouMean(suggestion)
        case .settings(let key, .unknown(let name, let known), nil):
            "\(key.quoted) has no \(name.quoted). Known: \(known.joined(separator: ", "))."
        case .settings(let key, let error, _): "\(key.quoted): \(error)."
        case .notVariableName(let key):
            "\(key.quoted) must name an environment variable, such as 'OPENAI_API_KEY', and not hold the key itself."
        case .headerName(let name): "\(name.quoted) is no name for a header. Use letters, digits and hyphens."
        case .variableName(let name, let map):
            "\(name.quoted) in \(map.quoted) is no name for a variable. Use letters, digits and '_', no digit first."
        case .bodyKeyTaken(let key, let own?): "'extra_body' cannot set \(key.quoted). Use \(own.quoted)."
        case .bodyKeyTaken(let key, nil): "'extra_body' cannot set \(key.quoted), which Concord sets itself. Remove it."
        case .conflict(let conflict): conflict.words
        }
    }

    private static func didYouMean(_ suggestion: String) -> String { " Did you mean \(suggestion.quoted)?" }

    private static func hint(for found: RecipeProblem.Found, _ expected: RecipeShape) -> String {
        guard case .scalar(let text) = found else { return "" }
        return SpellingDistance.nearest(to: text, among: expected.namedWords).map(didYouMean) ?? ""
    }
}

extension RecipeProblem.Unreadable {
    fileprivate var words: String {
        switch self {
        case .missing: "there is no such file."
        case .folder: "this is a folder. Name a recipe file in it."
        case .notUTF8: "the file is not UTF-8 text."
        case .other(let reason): "the file cannot be read: \(reason)"
        }
    }
}

extension RecipeProblem.Found {
    fileprivate var words: String {
        switch self {
        case .nothing: "empty"
        case .list: "a list"
        case .map: "a map"
        case .emptyList: "an empty list"
        case .emptyMap: "an empty map"
        case .scalar(let text): text.quoted
        case .quoted(let text): "the text \(text.quoted)"
        }
    }
}

extension RecipeProblem.URLFault {
    fileprivate func words(key: String, url: String) -> String {
        switch self {
        case .scheme:
            "\(key.quoted) must start with 'http://' or 'https://', not \(url.quoted)."
        case .host: "\(key.quoted) names no host: \(url.quoted). Write it like 'http://127.0.0.1:8000'."
        case .credentials:
            "\(key.quoted) holds a user or password. Use 'workload.api_key_env' or 'workload.headers' for secrets."
        case .query: "\(key.quoted) cannot have a query or fragment: \(url.quoted)."
        case .endpoint(let base):
            "\(key.quoted) must be the base URL; Concord adds the endpoint. Write \(base.quoted), not \(url.quoted)."
        }
    }
}

extension RecipeConflict {
    fileprivate var words: String {
        switch self {
        case .promptsWithoutFile: "'workload.prompts' is 'file', but 'workload.file' is missing."
        case .fileWithoutPrompts(let prompts):
            "'workload.file' is not used with 'prompts: \(prompts)'. Write 'prompts: file', or remove it."
        case .lengthOfFilePrompts(let key):
            "\(key.quoted) has no effect with 'prompts: file', whose prompts have their lengths. Remove it."
        case .alignedWithoutOwn(let prompts):
            "'lengths: aligned' needs 'prompts: own', not 'prompts: \(prompts)', whose lengths are the same anyway."
        case .burstinessWithoutRate:
            "'workload.burstiness' has no effect without 'workload.rate'. Give a rate, or remove it."
        case .unlimitedWithoutRate:
            "'concurrency: unlimited' needs 'workload.rate'. Give a rate, or a number of requests."
        case .rampUpWithout(let key, let given): "\(given.quoted) needs \(key.quoted). Give it, or remove the ramp-up."
        case .rampUpWithRate: "'workload.ramp_up_strategy' sets the rate, and so does 'workload.rate'. Keep one."
        case .rampUpReversed(let start, let end):
            "'workload.ramp_up_end_rps' is \(JSONValue(number: end).plainText), less than "
                + "'workload.ramp_up_start_rps', which is \(JSONValue(number: start).plainText)."
        case .rateWithoutConcurrency(let key):
            "\(key.quoted) needs 'workload.concurrency'. Write 'concurrency: unlimited', or a number of requests."
        case .roundsReversed(let minimum, let maximum):
            "'rounds.max' is \(maximum), less than 'rounds.min', which is \(minimum)."
        case .scheduleWithEngine(let key):
            "\(key.quoted) has no effect with 'server.simulate.engine', which makes its own times. Remove one of them."
        case .referenceIsNoTool(let name, let tools):
            "'reference' is \(name.quoted), which is not among the recipe's tools: \(tools.joined(separator: ", "))."
        }
    }
}
