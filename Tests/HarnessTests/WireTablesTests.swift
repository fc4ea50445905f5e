import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct WireTablesTests {
    private static let headers = [("content-type", "application/json"), ("x-team", #"a "b" \ é"#)]

    private static func body(stream: Bool) -> [UInt8] {
        Array(
            #"{"model":"simulator","messages":[{"role":"user","content":"é\u0000"}],"max_tokens":3,"stream":\#(stream)}"#
                .utf8
        )
    }

    /// Streams of the engine, a whole answer, one that is cut, a refusal, a page that is no answer, and what is under way.
    private func record(_ url: String) async throws -> WireRun {
        try await TapScope.with([.native], url: url, secretHeaders: [], isWanted: true) { tap in
            guard let tap, let base = tap.url(for: .native) else { throw CancellationError() }
            let recipe = HarnessSamples.recipe(base)
            let job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: base, outputFolder: "")
            _ = try await LoadEngine.run(try await NativeLoad.plan(for: job))
            let chat = base + "/v1/chat/completions"
            for (extra, stream) in [([], false), ([("x-concord-fault", "cut,after=2")], true), ([], true)] {
                _ = try? await HTTPClient.request(
                    "POST",
                    url: chat,
                    headers: Self.headers + extra,
                    body: Self.body(stream: stream)
                )
            }
            _ = try? await HTTPClient.request("POST", url: chat, headers: Self.headers, body: Array("no JSON".utf8))
            _ = try? await HTTPClient.request("GET", url: base + "/v1/models?a=b%20c")
            async let slow = HTTPClient.request(
                "POST",
                url: chat,
                headers: [("x-concord-fault", "stall,after=1,for=500ms")],
                body: Self.body(stream: true)
            )
            try await Task.sleep(for: .milliseconds(150))
            let wire = await tap.take(.native)
            _ = try? await slow
            return try #require(wire)
        }
    }

    private func stored(_ wire: WireRun?) async throws -> WireRun? {
        try await Fixtures.withTemporaryFolder { folder in
            let store = try ResultStore(path: folder.appending(path: "results.sqlite").path)
            try store.save(HarnessSamples.run(round: 1), account: nil, records: [], wire: WireRun.empty)
            try store.save(HarnessSamples.run(round: 2), account: nil, records: [], wire: wire)
            return try store.wire(of: .native, round: 2)
        }
    }

    @Test func `what a tap saw is read again as it was`() async throws {
        var wire = try await HarnessSamples.withSimulator { try await record($0) }
        let endings = Set(wire.exchanges.map(\.ending))
        let failures = Set(wire.exchanges.compactMap(\.record.failure?.kind))
        #expect(wire.generations.count == 11 && wire.exchanges.count > 11)
        #expect(endings.isSuperset(of: [.complete, .open]))
        #expect(failures.isSuperset(of: [.truncated, .status, .cancelled]))
        #expect(wire.exchanges.contains { $0.record.contentChunks.count > 2 })
        #expect(wire.exchanges.contains { !$0.answerExcerpt.isEmpty })
        #expect(wire.usage.forwardP99 != nil && wire.usage.cpuSeconds > 0)
        let read = try await stored(wire)
        #expect(read == wire)

        wire.usage.loopLagP99 = 0.1 + 0.2
        wire.connections[0].failure = "no route"
        wire.connections[0].upstreamConnected = nil
        wire.exchanges[0].record.usage = nil
        wire.exchanges[0].record.inputTokens = nil
        let other = try await stored(wire)
        #expect(other == wire && other != read)
    }

    @Test func `a run without a tap has none, and one of which nothing was seen has an empty one`() async throws {
        let none = try await stored(nil)
        #expect(none == nil)
        let empty = try await stored(WireRun.empty)
        #expect(empty == WireRun.empty)
    }
}

extension WireRun {
    fileprivate static let empty = WireRun(exchanges: [], connections: [], usage: TapUsage())
}
