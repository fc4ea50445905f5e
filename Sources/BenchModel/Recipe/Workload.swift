/// What is sent, how much of it and how fast.
package struct Workload: Sendable, Equatable {
    package enum Prompts: String, Sendable, CaseIterable {
        /// Each tool draws its own random prompts at the same nominal lengths.
        case own
        /// Concord makes one prompt set with exact token counts; every tool sends the same bytes in the same order.
        case shared
        /// The user's JSONL, one object with `prompt` a line.
        case file
    }

    package enum Lengths: String, Sendable, CaseIterable {
        /// Every tool gets the recipe's numbers as they are.
        case nominal
        /// The chat template's tokens are measured and each tool's number set so that the server sees the same length.
        case aligned
    }

    package var prompts: Prompts = .own
    /// Only with `own`.
    package var lengths: Lengths = .nominal
    /// The JSONL with `prompts: file`. An absolute path here, relative to the recipe's folder in its file.
    package var file: String?
    /// Prompt tokens a request, prefix not counted. At least 1.
    package var inputTokens = 100
    /// Output tokens a request (the request's maximum). At least 1.
    package var outputTokens = 100
    /// Tokens of a prefix that all prompts share, added to `inputTokens`.
    package var prefixTokens = 0
    /// Lengths are drawn uniformly from L(1 − r) to L(1 + r). In [0, 1).
    package var rangeRatio = 0.0
    /// Requests a run, warm-up not counted. At least 1.
    package var requests = 100
    /// Requests under way at once. At least 1. Nil: not limited, which needs an open loop.
    package var concurrency: Int? = 1
    /// Requests per second, open loop. Nil without a ramp-up: closed loop, a request is sent as soon as a slot is free.
    package var rate: Double?
    /// How the rate rises over the run, with the two below and instead of `rate`. Nil: it does not.
    package var rampUpStrategy: RampUp.Strategy?
    /// Requests per second at the first request. Greater than 0.
    package var rampUpStartRPS: Double?
    /// Requests per second at the last request. At least `rampUpStartRPS`.
    package var rampUpEndRPS: Double?
    /// Shape of the gamma-distributed gaps: 1 is Poisson, above is more regular. Greater than 0. Only in an open loop.
    package var burstiness = 1.0
    /// Ask the server to generate exactly `outputTokens`.
    package var ignoreEOS = true
    /// Nil: left to each tool's habit; some send 0, others nothing, and the server's default is not 0.
    package var temperature: Double? = 0
    /// Nil here and below: not sent by any tool.
    package var topP: Double? = 1
    package var topK: Int?
    package var minP: Double?
    package var repetitionPenalty: Double?
    package var presencePenalty: Double?
    package var frequencyPenalty: Double?
    package var stop: [String] = []
    /// The body's `seed`.
    package var seed: Int?
    /// Seeds the prompts and arrivals; never sent to the server.
    package var promptSeed = 0
    /// Merged into every request body, last.
    package var extraBody: [String: JSONValue] = [:]
    /// Sent with every request; values may be secrets and are masked in everything that is written.
    package var headers: [String: String] = [:]
    /// Name of the environment variable that holds the API key. Nil: none is sent.
    package var apiKeyVariable: String?

    package init() {}

    /// Nil unless the whole of it is given and rises.
    package var rampUp: RampUp? {
        guard let rampUpStrategy, let start = rampUpStartRPS, let end = rampUpEndRPS, start > 0, end >= start,
            end.isFinite
        else { return nil }
        return RampUp(rampUpStrategy, from: start, to: end)
    }

    /// Whether requests are sent when they are due, and not when a slot is free.
    package var isOpenLoop: Bool { rate != nil || rampUp != nil }

    /// Requests that an open loop has within that many seconds, at least 1. Nil in a closed loop.
    package func requests(within seconds: Double) -> Int? {
        let number = rampUp?.requests(within: seconds) ?? rate.map { $0 * seconds }
        return number.map { Int(min(max(1, $0 + 1e-6), 1e15)) }
    }
}
