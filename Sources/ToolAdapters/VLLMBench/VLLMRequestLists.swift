import BenchModel

/// The lists of `--save-detailed`: one entry a request, in the order of sending, failed requests included.
struct VLLMRequestLists {
    /// What is wrong with the lists, as the end of a sentence.
    struct Oddity: Error { let text: String }

    /// Counted by the server since 0.20, by the client before.
    let inputLengths: [Int]
    let outputLengths: [Int]
    /// Seconds from sent to the first chunk that the client takes for a token; 0 when none came.
    let ttfts: [Double]
    /// Seconds between later chunks.
    let itls: [[Double]]
    /// Seconds from sent to the end. Nil before 0.30.
    let latencies: [Double]?
    /// Seconds on the host's monotonic clock. Nil before 0.15.
    let startTimes: [Double]?
    /// Seconds that a request waited for a free slot. Nil before 0.30.
    let queueTimes: [Double]?
    /// Empty for requests that completed, and for failed ones when the server gave no reason.
    let errors: [String]

    var count: Int { outputLengths.count }

    /// Nil when the result was saved without them.
    init?(_ members: [String: PythonJSON]) throws(Oddity) {
        guard let ttfts = members["ttfts"] else { return nil }
        self.ttfts = try Self.seconds(ttfts, "ttfts")
        let count = self.ttfts.count
        func member(_ key: String) throws(Oddity) -> PythonJSON {
            guard let list = members[key] else { throw Oddity(text: "'ttfts' is there and '\(key)' is not") }
            guard list.elements?.count == count else {
                throw Oddity(text: "'\(key)' has not as many entries as 'ttfts'")
            }
            return list
        }
        func optional(_ key: String) throws(Oddity) -> [Double]? {
            guard members[key] != nil else { return nil }
            return try Self.seconds(try member(key), key)
        }
        inputLengths = try Self.counts(try member("input_lens"), "input_lens")
        outputLengths = try Self.counts(try member("output_lens"), "output_lens")
        var itls: [[Double]] = []
        for gaps in try member("itls").elements ?? [] { itls.append(try Self.seconds(gaps, "itls")) }
        self.itls = itls
        latencies = try optional("latencies")
        startTimes = try optional("start_times")
        queueTimes = try optional("queue_times")
        let errors = try member("errors").elements ?? []
        self.errors = errors.compactMap(\.string)
        guard self.errors.count == count else { throw Oddity(text: "'errors' holds more than texts") }
    }

    /// Values that a clock can give; a monotonic clock counts from the start of the host, 30 years at most.
    private static func seconds(_ list: PythonJSON, _ key: String) throws(Oddity) -> [Double] {
        guard let numbers = list.numbers, numbers.allSatisfy({ $0.isFinite && abs($0) < 1e9 }) else {
            throw Oddity(text: "'\(key)' holds more than times in seconds")
        }
        return numbers
    }

    private static func counts(_ list: PythonJSON, _ key: String) throws(Oddity) -> [Int] {
        guard let numbers = list.numbers, numbers.allSatisfy({ $0 >= 0 && $0 < 1e12 && $0 == $0.rounded() }) else {
            throw Oddity(text: "'\(key)' holds more than counts")
        }
        return numbers.map { Int($0) }
    }
}
