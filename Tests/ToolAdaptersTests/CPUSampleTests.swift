import BenchModel
import Testing
import ToolAdapters

struct CPUSampleTests {
    /// Four samples a second from second 10 on, at a share of one core that is given for each quarter.
    private func samples(_ shares: [Double]) -> [CPUSample] {
        var used = 5.0
        var samples = [CPUSample(instant: Instant(seconds: 10), cpuSeconds: used)]
        for (index, share) in shares.enumerated() {
            used += share * 0.25
            samples.append(CPUSample(instant: Instant(seconds: 10.25 + 0.25 * Double(index)), cpuSeconds: used))
        }
        return samples
    }

    private func share(_ shares: [Double], _ start: Double, _ end: Double) -> Double? {
        CPUSample.share(of: samples(shares), from: Instant(seconds: start), to: Instant(seconds: end))
    }

    @Test func `the share is taken over the window alone`() throws {
        let shares = [0.0, 0, 1, 1, 1, 1, 0, 0]
        #expect(abs(try #require(share(shares, 10.5, 11.5)) - 1) < 1e-9)
        #expect(abs(try #require(share(shares, 10, 12)) - 0.5) < 1e-9)
    }

    @Test func `between samples it is linear`() throws {
        // From the middle of an idle quarter to the middle of a busy one: 0.125 s idle, 0.5 + 0.125 s busy.
        let used = try #require(share([0, 1, 1, 1, 0], 10.125, 10.875))
        #expect(abs(used - 0.625 / 0.75) < 1e-9)
    }

    @Test func `too few samples in the window give none`() {
        #expect(share([1, 1, 1, 1], 10.3, 10.7) == nil)
        #expect(share([1, 1, 1, 1], 10.2, 10.7) == nil)
        #expect(share([1, 1, 1, 1], 10.2, 10.8) != nil)
        #expect(CPUSample.share(of: [], from: Instant(seconds: 1), to: Instant(seconds: 2)) == nil)
        #expect(share([1, 1, 1, 1], 10.5, 10.5) == nil)
    }

    @Test func `a window that the samples do not cover gives none`() {
        #expect(share([1, 1, 1, 1], 9.9, 11) == nil)
        #expect(share([1, 1, 1, 1], 10, 12.5) == nil)
    }

    @Test func `a process that ended just after its last request is covered`() throws {
        let used = try #require(share([1, 1, 1, 1], 10, 11.2))
        #expect(abs(used - 1 / 1.2) < 1e-9)
    }
}
