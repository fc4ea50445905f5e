import Testing

@testable import BenchModel

struct ProcessorTicksTests {
    @Test func `busy and stolen time are parts of all cores' time`() throws {
        let earlier = try #require(ProcessorTicks("cpu  100 5 20 800 10 0 5 60 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n"))
        #expect(earlier == ProcessorTicks("cpu 100 5 20 800 10 0 5 60"))
        #expect(earlier.busy == 130 && earlier.steal == 60 && earlier.all == 1000)
        let later = try #require(ProcessorTicks("cpu 150 5 20 930 10 0 5 80 7 0\n"))
        let shares = try #require(later.shares(since: earlier))
        #expect(shares == (0.25, 0.1))
        #expect(earlier.shares(since: earlier) == nil)
    }

    @Test(arguments: ["", "cpu 1 2 3 4 5 6 7", "cpu0 1 2 3 4 5 6 7 8", "intr 1 2 3 4 5 6 7 8", "cpu a b c d e f g h"])
    func `another text has none`(text: String) { #expect(ProcessorTicks(text) == nil) }
}
