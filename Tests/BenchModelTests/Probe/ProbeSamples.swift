import BenchModel

/// Small requests and answers for the tests of the probe.
enum ProbeSamples {
    /// As the native engine sends it.
    static let body =
        #"{"ignore_eos":true,"max_completion_tokens":8,"messages":[{"content":"a b","role":"user"}],"model":"m","#
        + #""stream":true,"stream_options":{"include_usage":true},"temperature":0.0,"top_p":1.0}"#

    static func exchange(
        _ body: String = ProbeSamples.body,
        fields: [(String, String)] = [("content-type", "application/json")],
        promptTokens: Int? = 100,
        outputTokens: Int? = 8
    ) -> WireExchange {
        let path = "/v1/chat/completions"
        var exchange = WireExchange(
            index: 0,
            connection: 0,
            place: 0,
            method: "POST",
            target: path,
            received: Instant(nanoseconds: 0)
        )
        exchange.fields = fields.map { HTTPField(name: $0.0, value: $0.1) }
        exchange.body = Array(body.utf8)
        exchange.status = 200
        exchange.answerFields = [HTTPField(name: "Content-Type", value: "text/event-stream")]
        let start: [WireMessages.Kind] = [.choices] + Array(repeating: [.choices, .output], count: 8)
        let kinds = start + [[.choices, .finish], .usage, .done]
        exchange.messages = WireMessages(
            kinds.enumerated().map { ($1, Instant(nanoseconds: Int64($0) * 1_000_000)) }
        )
        exchange.record.inputTokens = promptTokens
        exchange.record.outputTokens = outputTokens
        exchange.ending = .complete
        return exchange
    }

    static func request(
        _ body: String = ProbeSamples.body,
        promptTokens: Int? = 100,
        change: (inout RequestShape) -> Void = { _ in }
    ) -> ProbedRequest {
        var shape = RequestShape(exchange(body, promptTokens: promptTokens))
        change(&shape)
        return ProbedRequest(request: shape)
    }

    /// A request whose body has these members in place of, or beside, the usual ones; an empty text takes one out.
    static func request(with members: [String: String]) -> ProbedRequest {
        var all = [
            "ignore_eos": "true", "max_completion_tokens": "8", "messages": #"[{"content":"a b","role":"user"}]"#,
            "model": #""m""#, "stream": "true", "stream_options": #"{"include_usage":true}"#, "temperature": "0.0",
            "top_p": "1.0",
        ]
        all.merge(members) { $1 }
        let texts = all.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return request("{" + texts.joined(separator: ",") + "}")
    }

    static func rules(change: (inout ProbeRules) -> Void = { _ in }) -> ProbeRules {
        var rules = ProbeRules()
        change(&rules)
        return rules
    }
}
