import Testing

@testable import Harness

struct RecipeFileSpellingTests {
    /// Counted by hand.
    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("", "ab", 2), ("same", "same", 0), ("nmae", "name", 1),
        ("concurency", "concurrency", 1),
        ("kitten", "sitting", 3), ("ca", "abc", 3), ("ttft", "tpot", 2),
    ])
    func `the distance counts edits and swaps`(left: String, right: String, distance: Int) {
        #expect(SpellingDistance.between(left, right) == distance)
        #expect(SpellingDistance.between(right, left) == distance)
    }

    @Test func `case and hyphens are forgiven`() {
        #expect(SpellingDistance.nearest(to: "Top-P", among: ["top_k", "top_p"]) == "top_p")
    }

    @Test func `what is far from everything has no suggestion`() {
        #expect(SpellingDistance.nearest(to: "zzz", among: ["rate", "stop"]) == nil)
        #expect(SpellingDistance.nearest(to: "rate", among: []) == nil)
    }
}
