/// After how many rounds of a session the verdict is looked at. The rounds end at the first look at which every gated metric
/// is decided, and with the last look in any case.
///
/// Whoever looks often enough sees what he wants to see at some time: a test at 5 % that is taken after every round errs in
/// far more than 5 % of sessions. So the looks are fixed before the first round, and each of k looks tests at α/k: by the
/// union bound (Bonferroni; Dunn, "Multiple Comparisons among Means", 1961) the looks of a session err together with a
/// probability of at most α, however strongly they hang together. Group-sequential plans of looks that are fixed in advance:
/// Jennison and Turnbull, "Group Sequential Methods …" (2000), chapters 1 and 2. The number of rounds grows by a third from
/// look to look, because one more round among many tells little and would cost every look a part of its level.
///
/// Agreement and disagreement are decided by the same interval at the same level, so that each has this bound.
///
/// A session that is interrupted between two looks is judged with the rounds that it has, at the same α/k. That look takes
/// the place of the next one planned, which is never taken, so that there are still at most k: the bound holds as long as the
/// interruption does not come from the figures. A person who watches them and stops when he likes them could make it so,
/// and therefore an interrupted session never ends in `agree`.
package struct LookPlan: Sendable, Equatable {
    /// Counts of rounds, ascending: the first is the minimum and the last is the maximum. At least one.
    package let looks: [Int]

    /// With 3 to 6 rounds: 3, 4 and 6. A single round cannot show how much rounds vary: where there may be more, the first
    /// look is at two.
    package init(_ rounds: RoundPlan) {
        let last = max(rounds.maximum, rounds.minimum)
        var looks = [min(max(rounds.minimum, 2), last)]
        while let look = looks.last, look < last { looks.append(min((look * 4 + 2) / 3, last)) }
        self.looks = looks
    }

    /// The number k of looks.
    package var count: Int { looks.count }

    /// Whether the verdict is looked at once so many rounds are whole.
    package func isLook(after rounds: Int) -> Bool { looks.contains(rounds) }
}
