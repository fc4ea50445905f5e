extension MetricFamily {
    /// What is made of measured time, and so of how fast client, server and machine were.
    package static let times: [MetricFamily] = pace + [.ttft, .tpot, .itl, .e2el]

    /// What is divided by the run's length, and the length itself.
    private static let pace: [MetricFamily] = [.duration, .requestThroughput, .outputThroughput, .totalThroughput]

    /// The families that change when this one does: a latency is a part of the end-to-end latency, TPOT and ITL are two
    /// views of the same gaps, and what a request takes decides how many of them there are in a second.
    var dependents: Set<MetricFamily> {
        switch self {
        case .ttft: Set(Self.pace + [.ttft, .e2el])
        case .tpot, .itl: Set(Self.pace + [.tpot, .itl, .e2el])
        case .e2el: Set(Self.pace + [.e2el])
        case .duration, .requestThroughput, .outputThroughput, .totalThroughput: Set(Self.pace)
        case .requestsCompleted, .requestsFailed, .inputTokens, .outputTokens: [self]
        }
    }
}
