import Foundation

/// A request rate that rises over a run, as `vllm bench serve --ramp-up-strategy` has it: by the request's place among
/// all, not by time.
package struct RampUp: Sendable, Equatable {
    package enum Strategy: String, Sendable, CaseIterable {
        /// By the same number of requests per second from each request to the next.
        case linear
        /// By the same factor from each request to the next.
        case exponential
    }

    package let strategy: Strategy
    /// Requests per second at the first request. Greater than 0.
    package let start: Double
    /// Requests per second at the last request. At least `start`.
    package let end: Double

    package init(_ strategy: Strategy, from start: Double, to end: Double) {
        precondition(start > 0 && start.isFinite && end >= start && end.isFinite)
        self.strategy = strategy
        self.start = start
        self.end = end
    }

    /// Requests per second at one request of `count`. vLLM's `_get_current_request_rate`, `vllm/benchmarks/serve.py`.
    package func rate(of index: Int, in count: Int) -> Double {
        let progress = Double(index) / Double(max(count - 1, 1))
        return switch strategy {
        case .linear: start + (end - start) * progress
        case .exponential: start * pow(end / start, progress)
        }
    }

    /// Requests per second over the whole of a run of `count` requests, at least 1.
    package func meanRate(of count: Int) -> Double {
        Double(count) / (0..<count).reduce(0) { $0 + 1 / rate(of: $1, in: count) }
    }

    /// How many requests a run needs to last that many seconds: the mean rate of a run without end times the seconds.
    package func requests(within seconds: Double) -> Double {
        guard end > start else { return start * seconds }
        let growth = log(end / start)
        return switch strategy {
        case .linear: (end - start) / growth * seconds
        case .exponential: start * growth / (1 - start / end) * seconds
        }
    }
}
