import BenchModel
import Testing

struct HistogramTests {
    @Test func `values are counted in bins of equal width, and above them together`() {
        var histogram = Histogram(from: 1, through: 3, bins: 4)
        for value in [1, 1.4, 1.5, 2.2, 3, 3.0001, 9] { histogram.add(value) }
        #expect(histogram.counts == [2, 1, 1, 1])
        #expect(histogram.above == 2 && histogram.total == 7 && histogram.width == 0.5)
    }

    @Test func `what is below the range is in the first bin`() {
        var histogram = Histogram(from: 1, through: 2, bins: 2)
        histogram.add(-5)
        #expect(histogram.counts == [1, 0])
    }

    @Test func `values that are all the same have one bin`() {
        var histogram = Histogram(from: 2, through: 2, bins: 10)
        for _ in 0..<3 { histogram.add(2) }
        histogram.add(2.5)
        #expect(histogram.counts == [3] && histogram.above == 1 && histogram.width == 0)
    }

    @Test(arguments: [0.1, 1.0 / 3, 1e-9, 7])
    func `both ends are in the range whatever the rounding`(width: Double) {
        for bins in 1...40 {
            var histogram = Histogram(from: 0.1, through: 0.1 + width, bins: bins)
            histogram.add(histogram.low)
            histogram.add(histogram.high)
            #expect(histogram.above == 0 && histogram.counts.first == (bins == 1 ? 2 : 1))
            #expect(histogram.counts.last == (bins == 1 ? 2 : 1))
        }
    }
}
