/// How one release of a tool makes its figures out of the messages of a stream: what a definition of the catalogue would
/// have to be changed into to give the tool's. `canonical` is the catalogue's own.
package struct ToolFormula: Sendable, Equatable, Codable {
    /// Which message is taken for the first token.
    package enum FirstToken: String, Sendable, Codable {
        /// The first with `choices`, the empty role chunk included.
        case firstChoice
        /// The first that carries output.
        case firstOutput
        /// The first of any kind.
        case firstMessage
    }

    /// Which message ends E2EL.
    package enum End: String, Sendable, Codable {
        case lastChoice
        case lastOutput
        /// The last JSON message: the usage chunk where there is one.
        case lastMessage
        /// The end of the answer, `[DONE]` and framing included.
        case endOfAnswer
    }

    /// Which gaps are ITL samples; the first token of `firstToken` begins the first gap.
    package enum Gaps: String, Sendable, Codable {
        /// Between consecutive messages with `choices`.
        case betweenChoices
        /// Between consecutive messages that carry output.
        case betweenOutputs
        /// Between all consecutive JSON messages.
        case betweenMessages
        /// From the previous JSON message of any kind to each later one with `choices`.
        case messageToChoice
    }

    package enum Percentile: String, Sendable, Codable {
        /// Hyndman and Fan's type 7, numpy's default.
        case linear
        /// The value at 0-based index max(0, ⌈n·p/100⌉ − 1) of the sorted samples.
        case nearestRank
        /// The value at 0-based index ⌊n·p/100⌋, the last at most.
        case flooredIndex
    }

    /// What a request with one output token does to TPOT.
    package enum SingleToken: String, Sendable, Codable {
        case leftOut
        case countsAsZero
    }

    /// What TPOT is divided by, per request.
    package enum Denominator: String, Sendable, Codable {
        case outputTokensLessOne
        case outputTokens
        case chunksLessOne
    }

    /// What the duration spans.
    package enum Window: String, Sendable, Codable {
        /// First request sent to the last end.
        case requests
        /// First request sent to the last `end` of E2EL.
        case latencies
        /// From before the first request until the tool has gathered every answer: what its own clock says beyond its
        /// records belongs to it.
        case wholeRun
        /// From the sending of the request that ended first until the tool has gathered every answer.
        case fromFirstEnded
    }

    /// What throughput is divided by.
    package enum Divisor: String, Sendable, Codable {
        case duration
        /// The duration as it stood before the request that ended last was taken in; 1 s where that was the only one.
        case durationBeforeLast
    }

    /// What a completed answer without a first token does to TTFT.
    package enum EmptyAnswer: String, Sendable, Codable {
        /// There is no TTFT for the run.
        case undefined
        case countsAsZero
        /// The request counts as failed.
        case fails
    }

    /// What an error object in a stream under HTTP 200 makes of the request.
    package enum InBandError: String, Sendable, Codable {
        case fails
        /// It counts as completed.
        case completes
        /// It counts as completed when output came before it.
        case completesAfterOutput
    }

    /// What failed requests add to the window `latencies`; `wholeRun` and `fromFirstEnded` always have them whole.
    package enum FailedRequests: String, Sendable, Codable {
        case leftOut
        /// Their sending counts, their end does not.
        case sent
        case whole
    }

    package var firstToken = FirstToken.firstOutput
    package var end = End.lastChoice
    package var gaps = Gaps.betweenOutputs
    package var percentile = Percentile.linear
    package var singleToken = SingleToken.leftOut
    package var denominator = Denominator.outputTokensLessOne
    package var window = Window.requests
    package var divisor = Divisor.duration
    package var emptyAnswer = EmptyAnswer.undefined
    package var inBandError = InBandError.fails
    package var failedRequests = FailedRequests.leftOut

    package init() {}

    package static let canonical = ToolFormula()
}
