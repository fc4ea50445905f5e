/// How far apart two spellings are, for "Did you mean".
enum SpellingDistance {
    /// Insertions, deletions, substitutions and swaps of neighbours; the restricted Damerau-Levenshtein distance
    /// (Damerau 1964), in which no part is edited twice.
    static func between(_ left: String, _ right: String) -> Int {
        let left = Array(left)
        let right = Array(right)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(
                    last[column + 1] + 1,
                    current[column] + 1,
                    last[column] + (character == other ? 0 : 1)
                )
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }

    /// The candidate that is nearest, letter case and `-` for `_` forgiven. Nil when none is within a third of the
    /// longer length.
    static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = word.prefix(64).lowercased().replacing("-", with: "_")
        let scored = candidates.map { candidate in
            let other = candidate.lowercased().replacing("-", with: "_")
            return (candidate, between(word, other), max(word.count, other.count))
        }
        return scored.filter { $0.1 * 3 <= $0.2 }.min { $0.1 < $1.1 }?.0
    }
}
