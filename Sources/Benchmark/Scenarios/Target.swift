/// What the project asks of one client in one figure.
struct Target: Equatable, Sendable {
    enum Bound: Equatable, Sendable {
        /// The figure itself, without its sign.
        case atMost(Double)
        case atLeast(Double)
        /// The figure less that of another client.
        case differenceAtMost(Double, to: Client)
        /// The figure over that of another client.
        case ratioAtMost(Double, to: Client)
        case ratioAbove(Double, to: Client)
    }

    let client: Client
    let figure: Figure
    let bound: Bound

    init(_ figure: Figure, _ bound: Bound, of client: Client = .native) {
        self.client = client
        self.figure = figure
        self.bound = bound
    }
}
