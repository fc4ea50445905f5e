/// The requests of one tool that the server itself failed, told in the server's words before anything else is said of them.
package struct WireFailures: Sendable {
    private let tool: ToolID
    private let recipe: Recipe
    /// Words that a server may repeat and nobody is to read.
    private let secrets: [String]
    private let failed: [(failure: WireFailure, exchange: WireExchange)]
    private let whole: Int
    private let total: Int

    /// Kinds of failure that are told in full.
    private static let told = 2

    /// - Parameter exchanges: Requests for text.
    package init(_ tool: ToolID, _ exchanges: [WireExchange], recipe: Recipe, secrets: [String] = []) {
        self.tool = tool
        self.recipe = recipe
        self.secrets = secrets
        failed = exchanges.compactMap { exchange in WireFailure(exchange).map { ($0, exchange) } }
        whole = exchanges.count { $0.ending == .complete && $0.record.succeeded }
        total = exchanges.count
    }

    /// Whether a request came back without an answer. One that a client may understand all the same is an answer.
    package var isUnanswered: Bool { failed.contains { $0.failure.kind != .malformed } }

    /// Whether there were answers, and all of them came whole.
    package var isAllWhole: Bool { total > 0 && whole == total }

    /// One sentence or more of each kind of failure, the most frequent first. Empty without one.
    package var sentences: [String] {
        var kinds: [(text: String, failure: WireFailure, exchange: WireExchange, count: Int)] = []
        for (failure, exchange) in failed {
            // Requests differ in ids and counts that a message repeats.
            let text = failure.sentence(about: tool)
            let shape = text.replacing(/[0-9]+/, with: "0")
            if let place = kinds.firstIndex(where: {
                $0.failure.kind == failure.kind && $0.failure.status == failure.status
                    && $0.text.replacing(/[0-9]+/, with: "0") == shape
            }) {
                kinds[place].count += 1
            } else {
                kinds.append((text, failure, exchange, 1))
            }
        }
        kinds = kinds.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(
            \.element
        )
        var sentences = kinds.prefix(Self.told).map { kind in
            let share = total == 1 ? "" : " (\(kind.count) of \(CauseText.count(total, "request")))"
            let advice = advice(kind.failure, kind.exchange).map { " \($0)" } ?? ""
            return CommandSecrets.masked("\(Self.ended(kind.text + share))\(advice)", secrets)
        }
        if kinds.count > Self.told {
            let rest = kinds.dropFirst(Self.told).reduce(0) { $0 + $1.count }
            sentences.append("\(CauseText.count(rest, "more request")) failed in other ways.")
        }
        return sentences
    }

    private func advice(_ failure: WireFailure, _ exchange: WireExchange) -> String? {
        Self.advice(failure, of: tool, body: exchange.body, recipe: recipe)
    }

    /// What one request of the harness's own came to, with what to do about it.
    /// - Parameters:
    ///   - sender: Who sent it, such as `the warm-up`.
    ///   - body: Of the request.
    package static func text(_ failure: RequestFailure, of sender: String, body: [UInt8], recipe: Recipe) -> String {
        guard let known = WireFailure(failure, body: body) else { return ServerMessage(text: failure.message).text }
        let sender = ToolID(sender)
        let advice = advice(known, of: sender, body: body, recipe: recipe).map { " \($0)" } ?? ""
        return ended(known.sentence(about: sender)) + advice
    }

    /// With a full stop, unless the quoted message has one.
    private static func ended(_ sentence: String) -> String {
        [".\"", "!\"", "?\"", "."].contains { sentence.hasSuffix($0) } ? sentence : sentence + "."
    }

    private static func advice(_ failure: WireFailure, of tool: ToolID, body: [UInt8], recipe: Recipe) -> String? {
        if let field = failure.field, failure.kind == .refused || failure.kind == .failed {
            let isSent = BodyMembers(body)?.texts[field] != nil
            return BodyField.advice(on: field, of: tool, recipe: recipe, isSent: isSent)
        }
        return failure.kind == .refused ? BodyField.advice(onStatus: failure.status, workload: recipe.workload) : nil
    }

    /// One finding of all failures. Nil when there is none.
    /// - Parameters:
    ///   - place: `probe`, `round 2`.
    ///   - expected: Requests that must come whole for the run to be one.
    package func serverFinding(_ place: String, expected: Int) -> Finding? {
        guard !failed.isEmpty else { return nil }
        let isRefusal = failed.allSatisfy { $0.failure.kind == .refused }
        // An answer that a tool understands all the same is its own affair.
        let isOdd = failed.allSatisfy { $0.failure.kind == .malformed }
        let isRecovered = whole >= expected
        return Finding(
            id: isRefusal ? "server-refused" : "server-failed",
            tool: tool,
            metrics: [MetricID(.requestsCompleted), MetricID(.requestsFailed)],
            evidence: "\(place): \(sentences.joined(separator: " "))",
            severity: isRecovered || isOdd ? .warning : .invalidating
        )
    }

    /// The finding that it was the client: the server answered everything whole. Nil when it did not.
    /// - Parameters:
    ///   - failures: Requests that the tool counts as failed; nil when it left no report.
    ///   - reason: The tool's own words. Nil when it has none.
    package func clientFinding(_ place: String, failures: Int?, reason: String?) -> Finding? {
        guard isAllWhole, failures ?? 1 > 0 else { return nil }
        let answers = total == 1 ? "the request" : "all \(total) requests"
        let count = failures.map { "counts \($0) of them as failed" } ?? "left no report"
        let words = reason.map { ": \(ServerMessage(text: $0).text)" } ?? "."
        return Finding(
            id: "client-failed",
            tool: tool,
            metrics: [MetricID(.requestsCompleted), MetricID(.requestsFailed)],
            evidence:
                "\(place): the server answered \(answers) of \(tool) whole, and \(tool) \(count); what failed is the "
                + "client\(words)",
            severity: .warning
        )
    }
}
