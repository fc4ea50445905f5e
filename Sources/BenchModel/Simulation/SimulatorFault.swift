/// Something that goes wrong on purpose, and with which answers.
package struct SimulatorFault: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Another status than 200, with vLLM's error object.
        case status(Int)
        /// The connection is reset once the request was read, so that the client sees it fail before any byte.
        case refuse
        /// The connection is closed in good order before any byte of the answer.
        case close
        /// The connection is closed after so many tokens.
        case cut(after: Int)
        /// Nothing is sent for a time after so many tokens; then the answer goes on.
        case stall(after: Int, lasting: Duration)
        /// An event that is not JSON after so many tokens; then the answer goes on.
        case brokenJSON(after: Int)
        /// An error object as an event after so many tokens, which ends the stream.
        case inBandError(after: Int)
    }

    /// Which answers are hit, by their place among the requests that generate, from 0 in the order of reading.
    package enum Trigger: Sendable, Equatable {
        /// The n-th, 2n-th and so on, from 1.
        case every(Int)
        case indices(Set<Int>)
        /// Each with this probability. The seed alone decides which.
        case rate(Double, seed: Int)
    }

    package var kind: Kind
    package var trigger: Trigger

    package init(_ kind: Kind, _ trigger: Trigger) {
        self.kind = kind
        self.trigger = trigger
    }

    /// - Parameter place: that of the fault among several, so that equal rates hit answers independently.
    package func hits(_ index: Int, place: Int = 0) -> Bool {
        switch trigger {
        case .every(let step): return (index + 1) % max(1, step) == 0
        case .indices(let indices): return indices.contains(index)
        case .rate(let rate, let seed):
            var seeds = SeededGenerator(seed: seed)
            for _ in 0..<place { _ = seeds.next() }
            var generator = SeededGenerator(seed: Int(truncatingIfNeeded: seeds.next()) &+ index)
            return Double.random(in: 0..<1, using: &generator) < rate
        }
    }
}
