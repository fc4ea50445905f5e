/// What the processors did since the machine started, in clock ticks summed over cores. Source: the first line of Linux's
/// `/proc/stat`, proc_stat(5).
package struct ProcessorTicks: Sendable, Equatable {
    /// Where Linux tells it.
    package static let path = "/proc/stat"

    package let busy: Double
    /// In which a hypervisor let others run.
    package let steal: Double
    /// With the idle ones.
    package let all: Double

    /// - Parameter text: The file's. Nil when it is another one.
    package init?(_ text: String) {
        // user nice system idle iowait irq softirq steal guest guest_nice; guests are counted in user as well.
        let words = text.prefix { $0 != "\n" }.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Double($0) }
        guard words.first == "cpu", numbers.count >= 8 else { return nil }
        all = numbers[..<8].reduce(0, +)
        steal = numbers[7]
        busy = all - numbers[3] - numbers[4] - steal
    }

    /// Parts of all cores' time since an earlier reading. Nil when no tick has passed.
    package func shares(since earlier: ProcessorTicks) -> (busy: Double, steal: Double)? {
        let passed = all - earlier.all
        guard passed > 0 else { return nil }
        return ((busy - earlier.busy) / passed, (steal - earlier.steal) / passed)
    }
}
