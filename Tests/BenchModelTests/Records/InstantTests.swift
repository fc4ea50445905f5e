import BenchModel
import Testing

struct InstantTests {
    @Test func `differences are seconds, exact to the nearest number`() {
        #expect(Instant(nanoseconds: 21_500_000) - Instant(nanoseconds: 1_500_000) == 0.02)
        #expect(Instant(nanoseconds: 0) - Instant(nanoseconds: 4_700_000) == -0.0047)
    }

    @Test func `seconds are rounded to whole nanoseconds`() {
        #expect(Instant(seconds: 0.1 + 0.2).nanoseconds == 300_000_000)
        #expect((Instant(nanoseconds: 7) + 1e-9).nanoseconds == 8)
        #expect((Instant(nanoseconds: 7) + -0.6e-9).nanoseconds == 6)
    }

    @Test func `later is greater`() {
        #expect(Instant(nanoseconds: 1) < Instant(nanoseconds: 2))
    }
}
