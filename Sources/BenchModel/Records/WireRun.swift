/// Everything that passed over one port of the tap during one run of one tool.
package struct WireRun: Sendable, Equatable, Codable {
    /// In the order in which they came in.
    package var exchanges: [WireExchange]
    package var connections: [WireConnection]
    package var usage: TapUsage

    package init(exchanges: [WireExchange], connections: [WireConnection], usage: TapUsage) {
        self.exchanges = exchanges
        self.connections = connections
        self.usage = usage
    }

    /// Requests for text, in order. A connection test or a warm-up of the tool's own is among them.
    package var generations: [WireExchange] { exchanges.filter(\.isGeneration) }

    /// The requests that the tool measured: the last ones, because what a tool sends for itself it sends before.
    /// - Parameter expected: How many it was asked for. Nil: all.
    package func measured(_ expected: Int?) -> [WireExchange] {
        let all = generations
        return expected.map { Array(all.suffix($0)) } ?? all
    }
}
