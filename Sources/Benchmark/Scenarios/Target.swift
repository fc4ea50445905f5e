/// What the project asks of the native engine in one figure.
struct Target: Equatable, Sendable {
    enum Bound: Equatable, Sendable {
        /// The figure itself, without its sign.
        case atMost(Double)
        /// The figure over that of another client.
        case ratioAtMost(Double, to: Client)
        case ratioAbove(Double, to: Client)
    }

    let figure: Figure
    let bound: Bound

    init(_ figure: Figure, _ bound: Bound) {
        self.figure = figure
        self.bound = bound
    }
}
