/// One thing that two tools do, side by side.
package struct ProbeRow: Sendable, Equatable, Codable {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        case same
        /// Written differently, and means the same to the server.
        case equivalent
        /// Differs as the recipe says that it may, or as it must from one run to the next.
        case expected
        /// Different work.
        case different
    }

    /// What is compared: `path`, `header accept`, `body messages[0].content`, `prompt tokens`, `server temperature`.
    package let place: String
    /// As text, long values cut. Nil when the reference has nothing there.
    package let reference: String?
    /// Nil when the tool has nothing there.
    package let tool: String?
    package let outcome: Outcome
    /// One sentence without a full stop. Nil when nothing is to be said.
    package let why: String?
    /// What accepts the difference under the recipe's `allow`. Nil unless `different`.
    package let allowance: Approximation?

    package init(
        _ place: String,
        _ reference: String?,
        _ tool: String?,
        _ outcome: Outcome,
        why: String? = nil,
        allowance: Approximation = .work
    ) {
        self.place = place
        self.reference = reference
        self.tool = tool
        self.outcome = outcome
        self.why = why
        self.allowance = outcome == .different ? allowance : nil
    }

    /// `body temperature absent against 0`.
    package var clause: String { "\(place) \(tool ?? "absent") against \(reference ?? "absent")" }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(place, forKey: .place)
        try container.encode(reference, forKey: .reference)
        try container.encode(tool, forKey: .tool)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(why, forKey: .why)
        try container.encode(allowance, forKey: .allowance)
    }

    private enum CodingKeys: String, CodingKey {
        case place, reference, tool, outcome, why
        case allowance = "allow"
    }
}
