import BenchModel

/// How simulated sessions of one kind ended.
struct OutcomeCounts: Sendable, Equatable {
    private(set) var sessions = 0
    private var ended: [Verdict: Int] = [:]
    private var rounds = 0

    mutating func add(_ verdict: Verdict, rounds: Int) {
        sessions += 1
        ended[verdict, default: 0] += 1
        self.rounds += rounds
    }

    func count(_ verdict: Verdict) -> Int { ended[verdict] ?? 0 }

    /// 0 without sessions.
    func share(_ verdict: Verdict) -> Double { Double(count(verdict)) / Double(max(1, sessions)) }

    /// What the verdict's true share is at most, with 95 % confidence: Clopper and Pearson's one-sided bound.
    func bound(_ verdict: Verdict) -> Double {
        sessions == 0 ? 1 : BinomialBound.upper(events: count(verdict), trials: sessions, confidence: 0.95)
    }

    /// 0 without sessions.
    var meanRounds: Double { Double(rounds) / Double(max(1, sessions)) }
}
