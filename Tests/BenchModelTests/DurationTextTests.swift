import BenchModel
import Testing

struct DurationTextTests {
    @Test(arguments: [
        ("20ms", Duration.milliseconds(20)), ("4.7ms", .microseconds(4700)), ("1.5s", .milliseconds(1500)),
        ("10us", .microseconds(10)), ("10µs", .microseconds(10)), ("7ns", .nanoseconds(7)), ("2m", .seconds(120)),
        ("1h", .seconds(3600)), ("0s", .zero), ("000.100s", .milliseconds(100)),
    ])
    func `a number with its unit is read exactly`(text: String, expected: Duration) {
        #expect(Duration(text: text) == expected)
    }

    @Test(arguments: [
        "", "20", "ms", "20 ms", "-20ms", "+1s", "1e3ms", ".5s", "5.s", "1.2.3s", "1d", "20MS", "٢s",
        "1234567890123456s",
    ])
    func `anything else is not`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [
        (Duration.milliseconds(20), "20ms"), (.microseconds(4700), "4700us"), (.seconds(600), "600s"), (.zero, "0s"),
        (.milliseconds(1500), "1500ms"), (.nanoseconds(1), "1ns"),
    ])
    func `a duration is written in the longest unit that needs no fraction`(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test func `seconds are the nearest floating-point number`() {
        #expect(Duration.microseconds(10).seconds == 10e-6)
        #expect(Duration.milliseconds(4700).seconds == 4.7)
    }
}
