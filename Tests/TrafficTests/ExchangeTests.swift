import BenchModel
import Testing

@testable import Traffic

struct ExchangeTests {
    /// Plays one read per element, at 1, 2, 3 … ns after the request was sent at 0.
    private func play(_ reads: [String], streams: Bool = true, closes: Bool = false) -> Exchange {
        var exchange = Exchange(index: 0, streams: streams)
        exchange.begin(at: Instant(nanoseconds: 0))
        for (place, text) in reads.enumerated() {
            exchange.receive(Array(text.utf8).span.bytes, at: Instant(nanoseconds: Int64(place + 1)))
        }
        if closes { exchange.connectionEnded(nil, at: Instant(nanoseconds: Int64(reads.count + 1))) }
        return exchange
    }

    private func event(_ data: String) -> String { Answer.chunk(Answer.event(data)) }

    @Test func `every instant is that of the read that brought it`() {
        let exchange = play([
            Answer.streamHead, event(Answer.role), event(Answer.chat("a")) + event(Answer.chat("b")),
            event(Answer.chat("c")), event(Answer.chat("", finish: "stop")), event(Answer.usage(7, 3)),
            event("[DONE]"), Answer.end,
        ])
        let record = exchange.record
        #expect(exchange.isOver)
        #expect(exchange.leavesConnectionUsable)
        #expect(record.failure == nil)
        #expect(record.head == Instant(nanoseconds: 1))
        #expect(record.firstChunk == Instant(nanoseconds: 2))
        #expect(record.firstContent == Instant(nanoseconds: 3))
        #expect(record.contentChunks.map(\.nanoseconds) == [3, 3, 4])
        #expect(record.lastChoice == Instant(nanoseconds: 5))
        #expect(record.usage == Instant(nanoseconds: 6))
        #expect(record.done == Instant(nanoseconds: 8))
        #expect(record.inputTokens == 7)
        #expect(record.outputTokens == 3)
    }

    @Test func `any split of the bytes gives the same record but for the instants`() throws {
        let text =
            Answer.streamHead + event(Answer.role) + event(Answer.chat("é世😀"))
            + Answer.chunk(": ping\n\n") + Answer.chunk(Answer.event(Answer.chat("b", finish: "stop")))
            + event(Answer.usage(7, 2)) + event("[DONE]") + Answer.end
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            var exchange = Exchange(index: 0, streams: true)
            exchange.begin(at: Instant(nanoseconds: 0))
            exchange.receive(Array(bytes[..<cut]).span.bytes, at: Instant(nanoseconds: 1))
            exchange.receive(Array(bytes[cut...]).span.bytes, at: Instant(nanoseconds: 2))
            try #require(exchange.isOver)
            try #require(exchange.record.failure == nil)
            try #require(exchange.record.contentChunks.count == 2)
            try #require(exchange.record.outputTokens == 2)
        }
    }

    @Test func `usage in every chunk counts with its last value`() {
        let first = #"{"choices":[{"text":"a"}],"usage":{"prompt_tokens":5,"completion_tokens":1}}"#
        let last =
            #"{"choices":[{"text":"b","finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2}}"#
        let record = play([Answer.streamHead, event(first), event(last), event("[DONE]") + Answer.end]).record
        #expect(record.succeeded)
        #expect(record.inputTokens == 5)
        #expect(record.outputTokens == 2)
        #expect(record.usage == Instant(nanoseconds: 3))
    }

    @Test func `tokens are never guessed`() {
        let record = play([Answer.streamHead, event(Answer.chat("a", finish: "stop")), event("[DONE]") + Answer.end])
            .record
        #expect(record.succeeded)
        #expect(record.outputTokens == nil)
        #expect(record.inputTokens == nil)
        #expect(record.usage == nil)
    }

    @Test func `a stream may end without its marker when it said why it finished`() {
        #expect(play([Answer.streamHead, event(Answer.chat("a", finish: "stop")), Answer.end]).record.succeeded)
        #expect(
            play([Answer.streamHead, event(Answer.chat("a")), event(Answer.usage(1, 1)), Answer.end]).record.succeeded
        )
        let cut = play([Answer.streamHead, event(Answer.chat("a")), Answer.end]).record
        #expect(cut.failure?.kind == .truncated)
        #expect(cut.contentChunks.count == 1)
    }

    @Test func `a connection that ends after the marker ends a complete answer`() {
        let exchange = play([Answer.streamHead, event(Answer.chat("a")), event("[DONE]")], closes: true)
        #expect(exchange.record.succeeded)
        #expect(exchange.record.done == Instant(nanoseconds: 3))
        #expect(!exchange.leavesConnectionUsable)
    }

    @Test func `a connection that ends in mid-answer truncates it, whatever came before`() {
        let finished = play([Answer.streamHead, event(Answer.chat("a", finish: "stop"))], closes: true)
        #expect(finished.record.failure?.kind == .truncated)
        #expect(play([], closes: true).record.failure?.kind == .truncated)
        #expect(play(["HTTP/1.1 200"], closes: true).record.failure?.kind == .truncated)
    }

    @Test func `a stream without framing is over with its marker`() {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        let marked = play([head, Answer.event(Answer.chat("a")), Answer.event("[DONE]")])
        #expect(marked.isOver)
        #expect(marked.record.succeeded)
        #expect(!marked.leavesConnectionUsable)
        let unmarked = play([head, Answer.event(Answer.chat("a", finish: "stop"))], closes: true)
        #expect(unmarked.record.succeeded)
        #expect(unmarked.record.done == Instant(nanoseconds: 3))
        #expect(play([head, Answer.event(Answer.chat("a"))], closes: true).record.failure?.kind == .truncated)
    }

    @Test func `an answer without output is complete only if the server says so`() {
        let finished = [Answer.streamHead, event(Answer.chat("", finish: "stop")), event("[DONE]") + Answer.end]
        #expect(play(finished).record.succeeded)
        let empty = [Answer.streamHead, event(Answer.role), event(Answer.usage(3, 0)), event("[DONE]") + Answer.end]
        #expect(play(empty).record.succeeded)
        #expect(play(empty).record.firstContent == nil)
        let nothing = [Answer.streamHead, event(Answer.role), event("[DONE]") + Answer.end]
        #expect(play(nothing).record.failure?.kind == .malformed)
    }

    @Test func `an error in the stream fails the request and spares the connection`() {
        let exchange = play([
            Answer.streamHead, event(Answer.chat("a")), event(#"{"error":{"message":"no memory","code":500}}"#),
            event("[DONE]") + Answer.end,
        ])
        #expect(exchange.record.failure == RequestFailure(.inBand, "no memory"))
        #expect(exchange.leavesConnectionUsable)
    }

    @Test func `broken JSON and broken HTTP are malformed`() {
        let json = play([Answer.streamHead, event("{\"choices\":["), event("[DONE]") + Answer.end])
        #expect(json.record.failure?.kind == .malformed)
        #expect(json.leavesConnectionUsable)
        let http = play([Answer.streamHead, "zz\r\n"])
        #expect(http.record.failure?.kind == .malformed)
        #expect(http.isOver)
        #expect(!http.leavesConnectionUsable)
    }

    @Test func `a status other than 2xx is told with the body's first characters`() {
        let long = String(repeating: "é", count: 3000)
        let exchange = play([Answer.whole(long, status: "503 Busy", type: "text/plain")])
        #expect(exchange.record.failure?.kind == .status)
        #expect(exchange.record.failure?.message == "HTTP 503: " + String(repeating: "é", count: 500))
        #expect(exchange.leavesConnectionUsable)
        let cut = play(["HTTP/1.1 500 Oops\r\ncontent-length: 10\r\n\r\nabc"], closes: true)
        #expect(cut.record.failure == RequestFailure(.status, "HTTP 500: abc"))
    }

    @Test func `an answer in one piece has all its instants at its end`() {
        let body =
            #"{"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":2}}"#
        let whole = Answer.whole(body)
        let cut = whole.utf8.count / 2
        let exchange = play([String(whole.prefix(cut)), String(whole.dropFirst(cut))], streams: false)
        #expect(exchange.record.succeeded)
        #expect(exchange.record.firstContent == Instant(nanoseconds: 2))
        #expect(exchange.record.lastChoice == Instant(nanoseconds: 2))
        #expect(exchange.record.outputTokens == 2)
        #expect(exchange.leavesConnectionUsable)
        #expect(play([Answer.whole(#"{"error":{"message":"x"}}"#)], streams: false).record.failure?.kind == .inBand)
        #expect(play([Answer.whole("{}")], streams: false).record.failure?.kind == .malformed)
    }

    @Test func `an answer in one piece to a request that streams is malformed`() {
        let body = #"{"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}]}"#
        #expect(play([Answer.whole(body)]).record.failure?.kind == .malformed)
        #expect(play([Answer.whole("<p>login</p>", type: "text/html")]).record.failure?.kind == .malformed)
    }

    @Test func `bytes after the answer spoil the connection`() {
        let exchange = play([Answer.streamHead + event(Answer.chat("a", finish: "stop")) + Answer.end + "x"])
        #expect(exchange.record.succeeded)
        #expect(!exchange.leavesConnectionUsable)
    }

    @Test func `random damage never stops the engine`() {
        var random = SeededGenerator(seed: 3)
        let text = Answer.streamHead + event(Answer.role) + event(Answer.chat("a")) + event("[DONE]") + Answer.end
        for _ in 0..<2000 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var exchange = Exchange(index: 0, streams: Bool.random(using: &random))
            exchange.begin(at: Instant(nanoseconds: 0))
            let cut = Int.random(in: 0...bytes.count, using: &random)
            exchange.receive(Array(bytes[..<cut]).span.bytes, at: Instant(nanoseconds: 1))
            exchange.receive(Array(bytes[cut...]).span.bytes, at: Instant(nanoseconds: 2))
            exchange.connectionEnded(nil, at: Instant(nanoseconds: 3))
            #expect(exchange.isOver)
        }
    }
}
