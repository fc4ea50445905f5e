/// What is known of one tool's request of a probe.
package struct ProbedRequest: Sendable, Equatable {
    package var request: RequestShape
    /// Requests for text that the tool sent before it.
    package var earlier: Int
    /// What the server's log says that it sampled by. Nil without a log, or when it does not say.
    package var sampling: SamplingParameters?

    package init(request: RequestShape, earlier: Int = 0, sampling: SamplingParameters? = nil) {
        self.request = request
        self.earlier = earlier
        self.sampling = sampling
    }

    /// The last request for text of a run; nil when there is none.
    package init?(_ run: WireRun, sampling: SamplingParameters? = nil) {
        let generations = run.generations
        guard let last = generations.last else { return nil }
        self.init(request: RequestShape(last), earlier: generations.count - 1, sampling: sampling)
    }
}
