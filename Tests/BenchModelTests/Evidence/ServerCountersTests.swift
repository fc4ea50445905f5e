import Testing

@testable import BenchModel

struct ServerCountersTests {
    private static let page = """
        # HELP vllm:prompt_tokens_total Number of prefill tokens processed.
        # TYPE vllm:prompt_tokens_total counter
        vllm:prompt_tokens_total{engine="0",model_name="a b} \\" c"} 1.1e+03
        vllm:prompt_tokens_total{engine="1",model_name="m"} 900 1700000000000
        vllm:generation_tokens_total 50
        vllm:request_success_total{finished_reason="stop"} 3.0
        vllm:request_success_total{finished_reason="length"} 4.0
        vllm:prefix_cache_queries_total{engine="0"} 2000.0
        vllm:prefix_cache_hits_total{engine="0"} 500.0
        vllm:prompt_tokens_created{engine="0"} 1.7e9

        """

    @Test func `counters are added up over their labels and taken from one page to the next`() {
        let before = ServerCounters(page: Self.page)
        let after = ServerCounters(
            page: Self.page.replacing("length\"} 4.0", with: "length\"} 10.0").replacing(" 900 ", with: " 960 ")
                .replacing(" 500.0", with: " 520.0")
        )
        let ledger = after.ledger(since: before)
        #expect(ledger.requests == 6 && ledger.promptTokens == 60 && ledger.outputTokens == 0)
        #expect(ledger.prefixQueries == 0 && ledger.prefixHits == 20)
    }

    @Test func `older names of the prefix cache are known`() {
        func page(_ queries: Int, _ hits: Int) -> ServerCounters {
            ServerCounters(page: "vllm:gpu_prefix_cache_queries_total \(queries)\r\nvllm:gpu_prefix_cache_hits \(hits)")
        }
        let ledger = page(90, 30).ledger(since: page(50, 10))
        #expect(ledger.prefixQueries == 40 && ledger.prefixHits == 20 && ledger.requests == nil)
    }

    @Test func `what a page lacks, and a counter that fell, is not known`() {
        let full = ServerCounters(page: Self.page)
        let none = ServerCounters(page: "go_goroutines 5\n")
        #expect(none.isEmpty && !full.isEmpty)
        #expect(full.ledger(since: none) == ServerLedger())
        let less = ServerCounters(page: Self.page.replacing(" 50\n", with: " 40\n"))
        #expect(less.ledger(since: full).outputTokens == nil)
    }

    @Test(arguments: [
        "vllm:generation_tokens_total", "vllm:generation_tokens_total{a=\"", "vllm:generation_tokens_total NaN",
        "vllm:generation_tokens_total{} +Inf", "vllm:generation_tokens_total x", "{} 5", " ", "é 5",
    ])
    func `lines that say nothing are left out`(line: String) {
        #expect(ServerCounters(page: line).isEmpty)
    }

    @Test func `no page leads astray`() {
        let source = Array(Self.page.utf8)
        var generator = SeededGenerator(seed: 2)
        let full = ServerCounters(page: Self.page)
        for _ in 0..<3000 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                } else {
                    bytes.removeSubrange(place..<min(bytes.count, place + 5))
                }
            }
            let ledger = ServerCounters(page: String(decoding: bytes, as: UTF8.self)).ledger(since: full)
            #expect([ledger.requests, ledger.promptTokens, ledger.outputTokens].allSatisfy { ($0 ?? 0) >= 0 })
        }
    }
}
