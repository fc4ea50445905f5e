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

    /// What the duration spans, and throughput is divided by.
    package enum Window: String, Sendable, Codable {
        /// First request sent to the last end.
        case requests
        /// From before the first request until the tool has gathered every answer: what its own clock says beyond its
        /// records belongs to it.
        case wholeRun
    }

    package var firstToken = FirstToken.firstOutput
    package var end = End.lastChoice
    package var gaps = Gaps.betweenOutputs
    package var percentile = Percentile.linear
    package var singleToken = SingleToken.leftOut
    package var denominator = Denominator.outputTokensLessOne
    package var window = Window.requests

    package init() {}

    package static let canonical = ToolFormula()
}
