/// What a request's count of tokens can be.
package enum TokenCount {
    /// The most, some 10¹²: far beyond every context, and so far below the largest number that sums over millions of
    /// requests stay below it too.
    package static let limit = 1 << 40

    /// Whether a server can have meant it.
    package static func isPossible(_ count: Int) -> Bool { (0...limit).contains(count) }
}

extension Sequence<Int> {
    /// The sum; the largest or the smallest number where that is beyond it.
    package var saturatedSum: Int {
        reduce(0) { sum, value in
            let (next, isBeyond) = sum.addingReportingOverflow(value)
            return isBeyond ? (value > 0 ? .max : .min) : next
        }
    }
}
