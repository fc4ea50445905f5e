import BenchModel
import TestSupport
import Testing
import ToolAdapters

/// Every statistic that a tool printed, of every version and case that was recorded with per-request data, is what its
/// own formula makes of that data.
struct ReproductionFixtureTests {
    /// How many statistics are held in a case, and the families that its records do not hold.
    struct Held: Sendable {
        let count: Int
        let unheld: Set<MetricFamily>

        init(_ count: Int, without unheld: Set<MetricFamily> = []) { (self.count, self.unheld) = (count, unheld) }
    }

    /// Up to 0.29 the usage chunk ends a chat request, and vLLM saves no stamp of it.
    private static let usageChunk: Set<MetricFamily> = [.tpot, .e2el]

    /// By tool, version and case.
    private static let held: [String: Held] = [
        "vllm/0.9.2/constructed-detailed": Held(24, without: usageChunk),
        "vllm/0.11.0/constructed-detailed": Held(24, without: usageChunk),
        "vllm/0.15.0/constructed-detailed": Held(24, without: usageChunk),
        "vllm/0.20.0/constructed-detailed": Held(24, without: usageChunk),
        "vllm/0.32.0/all-failed": Held(8),
        "vllm/0.32.0/chat-40x4": Held(40),
        "vllm/0.32.0/completions-12x3": Held(40),
        "vllm/0.32.0/one-token": Held(20),
        "vllm/0.32.0/some-failed": Held(24),
        "vllm/0.33.0/constructed-detailed": Held(40),
        // Where the duration begins is up to the order in which results were taken in, and it ends with a clock of its own.
        "evalscope/1.1.0/all-failed": Held(2, without: [.duration]),
        "evalscope/1.1.0/completions": Held(51, without: [.duration]),
        "evalscope/1.1.0/failing": Held(51, without: [.duration]),
        "evalscope/1.1.0/plain": Held(51, without: [.duration]),
        "evalscope/1.2.0/single-request": Held(52),
        "evalscope/1.4.0/all-failed": Held(2),
        "evalscope/1.4.0/finish-chunk": Held(52),
        "evalscope/1.7.0/all-failed": Held(2),
        "evalscope/1.7.0/failing": Held(48),
        "evalscope/1.7.0/finish-chunk": Held(48),
        "evalscope/1.7.0/plain": Held(48),
        "evalscope/1.11.0/failing": Held(56),
        "evalscope/1.11.0/finish-chunk": Held(56),
        "evalscope/1.11.0/plain": Held(56),
        "evalscope/1.14.1/all-failed": Held(3),
        "evalscope/1.14.1/completions": Held(56),
        "evalscope/1.14.1/failing": Held(56),
        "evalscope/1.14.1/finish-chunk": Held(56),
        "evalscope/1.14.1/plain": Held(56),
        "evalscope/1.14.1/real-server": Held(56),
        "native/0.1.0/chat-24x4": Held(48),
        "native/0.1.0/failing": Held(48),
    ]

    /// Cases in which nothing can be held, and why.
    private static let without: [String: String] = [
        "vllm/0.11.0/seed-console": "console text alone",
        "vllm/0.17.1/constructed-no-tokenizer": "console text alone",
        "vllm/0.32.0/chat-summary": "saved without --save-detailed",
        "vllm/0.32.0/six-metrics-console": "console text alone",
        "evalscope/1.0.0/grid-console": "console text alone",
        "evalscope/1.1.0/seed-console": "console text alone",
        "evalscope/1.7.0/box-console": "console text alone",
        "evalscope/1.11.0/finish-only": "the database alone, without a printed figure",
        "evalscope/1.11.0/merged-chunks": "the database alone, without a printed figure",
    ]

    private static let cases = ["vllm", "evalscope", "native"].flatMap { tool in
        Fixtures.cases("tools/\(tool)").filter { $0 != "README.md" }.flatMap { version in
            Fixtures.cases("tools/\(tool)/\(version)").map { "\(tool)/\(version)/\($0)" }
        }
    }

    private static func read(_ name: String) throws -> (report: ToolReport, reproduction: Reproduction?) {
        let parts = name.split(separator: "/").map(String.init)
        let adapter = try #require(Tools.adapter(for: ToolID(parts[0])))
        let folder = Fixtures.path("tools/\(name)") + (parts[0] == "evalscope" ? "" : "/output")
        let report = try adapter.read(try ToolOutput(path: folder), version: ToolVersion(parts[1]))
        return (report, adapter.reproduction(of: report))
    }

    @Test func `every case is held, or it is said why not`() {
        #expect(Set(Self.cases) == Set(Self.held.keys).union(Self.without.keys))
        #expect(Set(Self.held.keys).isDisjoint(with: Self.without.keys))
    }

    @Test(arguments: held.keys.sorted())
    func `every printed statistic is what the tool's own requests give`(name: String) throws {
        let expected = try #require(Self.held[name])
        let reproduction = try #require(try Self.read(name).reproduction)
        for figure in reproduction.failures {
            Issue.record("\(figure.metric): \(figure.recomputed), printed \(figure.printed.value) ± \(figure.slack)")
        }
        #expect(reproduction.figures.count == expected.count)
        #expect(Set(reproduction.unheld.map(\.family)) == expected.unheld)
    }

    @Test(arguments: without.keys.sorted())
    func `a case without per-request data or figures gives nothing to hold`(name: String) throws {
        let (report, reproduction) = try Self.read(name)
        #expect(report.records == nil || report.reported.isEmpty)
        #expect(reproduction?.figures.isEmpty ?? true)
    }
}
