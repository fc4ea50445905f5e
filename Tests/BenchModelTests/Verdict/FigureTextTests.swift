import BenchModel
import Testing

struct FigureTextTests {
    @Test(arguments: [
        (1.934, "+93.4 %"), (0.893, "-10.7 %"), (1.0, "0.0 %"), (1.0004, "0.0 %"), (0.9996, "0.0 %"),
        (1.0006, "+0.1 %"),
        (12.3, "+1130 %"),
    ])
    func `a ratio is written as a signed difference`(ratio: Double, text: String) {
        #expect(FigureText.difference(ratio) == text)
    }

    @Test(arguments: [(500.0, "500"), (99.918, "99.918"), (110.10, "110.1"), (0, "0"), (1.0 / 3, "0.333")])
    func `plain numbers have no trailing zeros`(value: Double, text: String) {
        #expect(FigureText.plain(value) == text)
    }

    @Test(arguments: [
        (0.0123, "0.012"), (0.5, "0.5"), (0.000101, "0.0001"), (0.00009, "< 0.0001"), (0, "< 0.0001"), (1, "1"),
    ])
    func `a p-value has two digits`(value: Double, text: String) {
        #expect(FigureText.probability(value) == text)
    }

    @Test func `a range without a bound says so`() {
        #expect(FigureText.range(0.9, 1.1) == "-10.0 % to +10.0 %")
        #expect(FigureText.range(0, 1.1) == "everything below +10.0 %")
        #expect(FigureText.range(0.9, .infinity) == "everything above -10.0 %")
        #expect(FigureText.range(nil, nil) == "everything")
    }
}
