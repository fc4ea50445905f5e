import Testing

@testable import ToolAdapters

struct LauncherSecretFilterTests {
    @Test(arguments: 1...12)
    func `secrets are replaced however the text is cut`(size: Int) {
        let text = "a sk-secret-1 b sk-secret-12 c sk-sk-secret-1sk-secre"
        var filter = SecretFilter(["sk-secret-1", "sk-secret-12"])
        var bytes = Array(text.utf8)
        var result: [UInt8] = []
        while !bytes.isEmpty {
            result += filter.filter(bytes.prefix(size))
            bytes.removeFirst(min(size, bytes.count))
        }
        result += filter.finish()
        #expect(String(decoding: result, as: UTF8.self) == "a *** b *** c sk-***sk-secre")
    }

    @Test func `a secret is found in the form that it has in JSON and in a URL`() {
        var filter = SecretFilter(["pass\"/word"])
        let text = #"{"a": "pass\"/word", "b": "pass\"\/word"} ?k=pass%22%2Fword"#
        let clean = filter.filter(text.utf8) + filter.finish()
        #expect(String(decoding: clean, as: UTF8.self) == #"{"a": "***", "b": "***"} ?k=***"#)
    }

    @Test func `a placeholder is no secret`() {
        var filter = SecretFilter(["", "1", "EMPTY"])
        #expect(filter.filter("1 EMPTY".utf8) == Array("1 EMPTY".utf8))
    }

    @Test func `a very long line is cut and the next one is whole`() {
        var splitter = LineSplitter()
        let lines = splitter.split(Array(repeating: UInt8(ascii: "x"), count: 100_000) + Array("\nnext\n".utf8))
        #expect(lines.map(\.utf8.count) == [LineSplitter.longest, 4])
    }
}
