/// What an output itself tells of the work that was asked for: settings that have to be alike before figures can be
/// compared. A setting that the output does not tell is not in it.
package struct ReportedWork: Sendable, Codable, Equatable {
    package enum Setting: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        /// The name that the server knows the model by.
        case model
        /// Requests that were to be sent.
        case requests
        /// Most requests under way at once.
        case concurrency
        /// Requests per second; infinity when all are due at once.
        case requestRate = "request_rate"
        /// Shape of the gamma distribution of gaps between arrivals; 1 is a Poisson process.
        case burstiness
        /// How the request rate changes over the run.
        case rampUp = "ramp_up"
        /// Single requests, or conversations of several turns.
        case turns
        case stream
        /// Tokens of a prompt that were asked for.
        case inputLength = "input_length"
        /// Tokens of an answer that were asked for.
        case outputLength = "output_length"
        case dataset
        case temperature
        case topP = "top_p"
        case topK = "top_k"
        case minP = "min_p"
        case repetitionPenalty = "repetition_penalty"
        case frequencyPenalty = "frequency_penalty"
        case presencePenalty = "presence_penalty"
        case ignoreEndOfText = "ignore_eos"
    }

    package enum Value: Sendable, Codable, Equatable, Hashable {
        case number(Double)
        case text(String)
        case flag(Bool)
        /// The output tells that there is no such limit, or that nothing of the kind was asked for.
        case none
    }

    package var told: [Setting: Value]

    package init(_ told: [Setting: Value] = [:]) { self.told = told }

    package subscript(setting: Setting) -> Value? {
        get { told[setting] }
        set { told[setting] = newValue }
    }
}
