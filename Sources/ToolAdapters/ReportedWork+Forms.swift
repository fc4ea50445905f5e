import BenchModel

/// The forms in which every tool's settings are brought to one another.
extension ReportedWork {
    /// Keeps what is told already.
    mutating func merge(_ other: ReportedWork) { told.merge(other.told) { own, _ in own } }

    /// Takes note of a limit where numbers below 1, or none at all, stand for no limit.
    mutating func setConcurrency(_ limit: Double?) {
        self[.concurrency] = limit.flatMap { $0 >= 1 ? .number($0) : nil } ?? Value.none
    }

    /// - Parameters:
    ///   - rate: Requests per second. Nil, infinity and what is not above 0: all are due at once.
    ///   - burstiness: Nil when not told.
    mutating func setArrivals(rate: Double?, burstiness: Double?) {
        let rate = rate.flatMap { $0 > 0 ? $0 : nil } ?? .infinity
        self[.requestRate] = .number(rate)
        // Without gaps there is no distribution of gaps.
        if rate.isFinite, let burstiness { self[.burstiness] = .number(burstiness) }
    }

    /// A rate that changes over the run is not one of the rates that a steady run has.
    mutating func setRampUp(_ strategy: String, from start: Double, to end: Double, burstiness: Double?) {
        self[.rampUp] = .text("\(strategy) from \(Self.text(start)) to \(Self.text(end)) requests/s")
        self[.requestRate] = nil
        self[.burstiness] = burstiness.map { .number($0) }
    }

    mutating func setTurns(_ areSeveral: Bool) { self[.turns] = .text(areSeveral ? "multi_turn" : "single") }

    /// A length, or the range out of which lengths are drawn.
    static func length(_ low: Double, _ high: Double) -> Value {
        low == high ? .number(low) : .text("\(text(low)) to \(text(high))")
    }

    /// Whole numbers without a point.
    private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

    /// Prompts out of a file that the user gave, whatever a tool calls that.
    static let promptFile = Value.text("file")
}
