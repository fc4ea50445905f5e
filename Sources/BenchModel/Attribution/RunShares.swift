import Foundation

/// How one figure of one run of one tool follows from the wire:
/// `ln figure = ln wire + the parts + client + rest`.
struct RunShares {
    /// What the tool says, in base units.
    let figure: Double
    /// The canonical figure of its wire.
    let wire: Double
    private(set) var parts: [(id: Attribution.Part.ID, share: Double)] = []
    /// Nil when the tool's requests do not tell.
    private(set) var client: Double?
    /// Why `client` is nil.
    private(set) var clientReason: String?
    private(set) var rest = 0.0
    /// Natural logarithm of what the parts so far make of the wire's figure.
    private var explained: Double

    /// Nil when a value is no positive number: there is no ratio then.
    init?(figure: Double, wire: Double) {
        guard figure > 0, wire > 0, figure.isFinite, wire.isFinite else { return nil }
        self.figure = figure
        self.wire = wire
        explained = log(wire)
    }

    var definition: Double { parts.reduce(0) { $0 + $1.share } }

    /// What the parts so far make of the wire's figure.
    var value: Double { exp(explained) }

    /// - Parameter value: What a definition makes of the figure. Ignored when it is no positive number.
    mutating func define(_ id: Attribution.Part.ID, as value: Double?) {
        guard let value, value > 0, value.isFinite else { return }
        add(id, log(value) - explained)
    }

    mutating func add(_ id: Attribution.Part.ID, _ share: Double) {
        guard share != 0, share.isFinite else { return }
        parts.append((id, share))
        explained += share
    }

    /// - Parameters:
    ///   - value: What the tool's definitions make of what the client saw. Nil when not known.
    ///   - reason: Why it is not.
    mutating func see(_ value: Double?, otherwise reason: String) {
        guard let value, value > 0, value.isFinite else {
            clientReason = reason
            return
        }
        client = log(value) - explained
        explained = log(value)
    }

    /// Leaves to the rest what neither definitions nor client explain, less what rounding does.
    /// - Parameters:
    ///   - resolution: Half of what the figure, as it is written, leaves open, in base units.
    ///   - openShare: The same of a second figure that was used to explain it, as a share of that.
    mutating func close(resolution: Double, openShare: Double = 0) {
        let excess = log(figure) - explained
        let least = log(max(figure - resolution, 0) / figure) + log(max(1 - openShare, 0))
        let most = log((figure + resolution) / figure) + log(1 + openShare)
        let rounding = min(max(excess, -most), -least)
        add(.rounding, rounding)
        rest = excess - rounding
    }
}
