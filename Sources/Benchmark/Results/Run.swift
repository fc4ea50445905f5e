/// What one client did in one round: its figures, or why there are none.
struct Run: Equatable, Codable, Sendable {
    var figures: [Figure: Double] = [:]
    /// Nil when there are figures.
    var failure: String?

    init(figures: [Figure: Double]) { self.figures = figures }

    init(failure: String) { self.failure = failure }
}

extension Figure: CodingKeyRepresentable {}
