/// Why two tools differ on one metric: the parts of the logarithm of the ratio of their figures. Parts are natural
/// logarithms and mean values over rounds; together they are the whole:
/// `work + definition + client + rest = ln ratio`.
package struct Attribution: Sendable, Equatable {
    /// One choice of a tool's formula, or another cause of the same kind, and what it adds to `definition`.
    package struct Part: Sendable, Equatable, Codable {
        package enum ID: String, Sendable, Codable, CaseIterable {
            case firstToken = "first_token"
            case end
            case gaps
            case singleToken = "single_token"
            case denominator
            case emptyAnswer = "empty_answer"
            case inBandError = "in_band_error"
            /// What the duration spans, with what a tool's own clock says beyond its requests.
            case window
            case failedRequests = "failed_requests"
            case divisor
            case percentile
            /// Tokens that the tool counted otherwise than the server.
            case tokens
            /// What the tool's printed figure leaves open.
            case rounding
        }

        package var id: ID
        /// Whose choice it is.
        package var tool: ToolID
        /// Towards ln ratio: a choice of the reference that makes its figure larger is negative.
        package var share: Double

        package init(id: ID, tool: ToolID, share: Double) {
            self.id = id
            self.tool = tool
            self.share = share
        }
    }

    /// A figure of either tool.
    package struct Sides: Sendable, Equatable, Codable {
        package var reference: Double
        package var tool: Double

        package init(reference: Double, tool: Double) {
            self.reference = reference
            self.tool = tool
        }
    }

    /// When one of the two clients saw nothing for a while.
    package struct Stall: Sendable, Equatable, Codable {
        package var tool: ToolID
        /// From 1.
        package var round: Int
        /// Seconds from the run's first request.
        package var start: Double
        /// Seconds.
        package var length: Double
        package var requests: Int

        package init(tool: ToolID, round: Int, _ stall: ClientTiming.Stall) {
            self.tool = tool
            self.round = round
            start = stall.start
            length = stall.length
            requests = stall.requests
        }
    }

    package var metric: MetricID
    /// The view whose ratio is explained.
    package var view: MetricView
    package var reference: ToolID
    package var tool: ToolID
    /// Rounds that have the metric, and the wire, on both sides.
    package var rounds: Int
    /// Figure of the tool / figure of the reference: the geometric mean over rounds.
    package var ratio: Double
    /// The two servers' answers were different: wire of the tool against wire of the reference. Of a throughput or a
    /// duration, how fast the clients sent is in it.
    package var work: Double
    /// The tools make different figures out of the same messages.
    package var definition: Double
    /// The clients saw the messages later than the wire brought them. Nil when neither tool's requests tell; then it is
    /// part of the rest.
    package var client: Double?
    /// Why one of the clients, or both, cannot be told from the rest. Nil when both can.
    package var clientReason: String?
    /// What none of them explains.
    package var rest: Double
    /// Of `definition`, those that are not zero; their sum is it.
    package var parts: [Part]
    /// The canonical figure of each tool's wire, in base units: the geometric mean over rounds.
    package var wire: Sides
    /// How far each tool's figure is from its wire: figure / wire − 1.
    package var bias: Sides
    /// The longest first.
    package var stalls: [Stall]
    /// All of it in a sentence.
    package var text: String

    /// The sentence follows from the rest, and `definition` from its parts.
    package init(
        metric: MetricID,
        view: MetricView,
        reference: ToolID,
        tool: ToolID,
        rounds: Int = 1,
        ratio: Double,
        work: Double,
        parts: [Part],
        client: Double?,
        clientReason: String? = nil,
        rest: Double,
        wire: Sides,
        bias: Sides,
        stalls: [Stall] = []
    ) {
        self.metric = metric
        self.view = view
        self.reference = reference
        self.tool = tool
        self.rounds = rounds
        self.ratio = ratio
        self.work = work
        definition = parts.reduce(0) { $0 + $1.share }
        self.parts = parts
        self.client = client
        self.clientReason = clientReason
        self.rest = rest
        self.wire = wire
        self.bias = bias
        self.stalls = stalls
        text = ""
        text = AttributionText.sentence(self)
    }

    /// What of `definition` is one tool's choice. Zero when the choice changes nothing.
    package func share(_ id: Part.ID, of tool: ToolID) -> Double {
        parts.reduce(0) { $1.id == id && $1.tool == tool ? $0 + $1.share : $0 }
    }
}

extension Attribution: Codable {
    private enum CodingKeys: String, CodingKey {
        case metric, view, reference, tool, rounds, ratio, work, definition, client, rest, parts, wire, bias, stalls
        case text
        case clientReason = "client_reason"
    }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric, forKey: .metric)
        try container.encode(view, forKey: .view)
        try container.encode(reference, forKey: .reference)
        try container.encode(tool, forKey: .tool)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(work, forKey: .work)
        try container.encode(definition, forKey: .definition)
        try container.encode(client, forKey: .client)
        try container.encode(clientReason, forKey: .clientReason)
        try container.encode(rest, forKey: .rest)
        try container.encode(parts, forKey: .parts)
        try container.encode(wire, forKey: .wire)
        try container.encode(bias, forKey: .bias)
        try container.encode(stalls, forKey: .stalls)
        try container.encode(text, forKey: .text)
    }
}
