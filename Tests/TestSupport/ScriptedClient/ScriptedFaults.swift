package import BenchModel

/// What a scripted client does otherwise than a good one; each is done for real. The default is nothing.
package struct ScriptedFaults: Sendable {
    /// A time in which all threads of the client hold still: they send nothing, and stamp what came when it is over.
    package struct Stall: Sendable {
        /// Place of the request that begins it.
        package var request: Int
        /// Seconds from when that request was sent. Nil: it begins before it is.
        package var delay: Double?
        /// Seconds.
        package var length: Double

        package init(request: Int, delay: Double? = nil, length: Double) {
            self.request = request
            self.delay = delay
            self.length = length
        }
    }

    // What it asks for.

    /// Every such request is asked for without a stream. Nil: none.
    package var wholeEvery: Int?
    /// Members of every body, beside or in place of what it should have.
    package var members: [String: JSONValue] = [:]
    /// Words that a prompt has too many.
    package var extraWords = 0
    /// Every request has the same prompt.
    package var repeatsPrompt = false
    /// It makes prompts of its own in place of those that it is given.
    package var drawsOwnPrompts = false

    // How it sends.

    package var connectsForEachRequest = false
    /// Seconds that it takes to look a name up. Nil: it has connected before it starts any clock; else it looks the name
    /// up and connects when the clock of a connection's first request runs.
    package var lookup: Double?
    /// Threads in place of those that were asked for.
    package var slots: Int?
    /// When requests are due in place of when they should be.
    package var due: [Double]?
    package var stall: Stall?
    /// Requests that it sends for itself before those that it measures, and beside them where it does not wait.
    package var ownRequests = 0

    // How it measures.

    /// Seconds from when it has read to when it looks at its clock.
    package var lateness = 0.0
    /// Seconds that the clock it stamps with gains in one.
    package var clockGain = 0.0
    /// A thread of it uses all the processor that it gets.
    package var burns = false

    // What it makes of it.

    package var formula = ToolFormula.canonical
    package var countsTruncated = false
    /// Failed requests are in the averages, as zeros.
    package var averagesFailed = false
    /// Seconds that its duration has before the first request.
    package var opening = 0.0
    /// It counts the words of the prompt, without what the server's template adds.
    package var countsWords = false
    /// What it multiplies figures by before it prints them.
    package var misprints: [MetricID: Double] = [:]
    /// Decimals of what it prints, in seconds. With it the printed figures are all that it leaves. Nil: every digit.
    package var decimals: Int?
    /// What it does not print. The printed figures are then all that it leaves.
    package var omits: Set<MetricID> = []
    /// What it multiplies its request throughput by.
    package var throughputFactor = 1.0
    package var exitStatus = 0

    package init() {}
}
