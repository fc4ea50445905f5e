import BenchModel

/// What is sent when, for an answer with a fault or in a layout other than the default. Knows nothing of sockets.
struct AnswerScript: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case head
        case role
        case tokens(Range<Int>)
        case empty
        case usage
        case done
        case brokenJSON
        case error
        /// An answer that is not streamed.
        case whole
        /// As much of such an answer as comes before its connection is closed.
        case half
        /// An answer that is not streamed, with a body that is not JSON or an error.
        case wholeBroken, wholeError
    }

    /// A part and when it is due: a time after so many tokens of the answer are, or after its start with none.
    struct Step: Sendable, Equatable {
        var tokens: Int
        /// In nanoseconds.
        var delay: Int64 = 0
        var part: Part
    }

    private(set) var steps: [Step]
    /// Whether the connection is closed where the steps end, in mid-answer.
    private(set) var isCut = false

    /// A stream.
    init(streaming request: GenerationRequest, layout: SimulatorLayout, fault: SimulatorFault.Kind?) {
        steps = [Step(tokens: 0, part: .head)]
        let chunks = Self.chunks(request, layout)
        if request.api == .chat {
            steps.append(Step(tokens: layout.roleEarly ? 0 : chunks.first?.upperBound ?? 1, part: .role))
        }
        for chunk in chunks {
            steps.append(Step(tokens: chunk.upperBound, part: .tokens(chunk)))
            if layout.emptyDeltas, chunk.upperBound < request.outputTokens {
                steps.append(Step(tokens: chunk.upperBound, part: .empty))
            }
        }
        var delay: Int64 = 0
        if request.includeUsage, !layout.usageOnLastChoice {
            delay += layout.usageDelay.nanoseconds
            steps.append(Step(tokens: request.outputTokens, delay: delay, part: .usage))
        }
        delay += layout.doneDelay.nanoseconds
        steps.append(Step(tokens: request.outputTokens, delay: delay, part: .done))
        if let fault { apply(fault) }
    }

    /// An answer of so many tokens given as a whole when the last is due; a fault hits it there.
    init(whole fault: SimulatorFault.Kind?, tokens: Int) {
        steps = [Step(tokens: tokens, part: .whole)]
        switch fault {
        case .cut:
            steps[0].part = .half
            isCut = true
        case .stall(_, let lasting): steps[0].delay = lasting.nanoseconds
        case .brokenJSON: steps[0].part = .wholeBroken
        case .inBandError: steps[0].part = .wholeError
        case .status, .refuse, .close, nil: break
        }
    }

    private mutating func apply(_ fault: SimulatorFault.Kind) {
        switch fault {
        case .status, .refuse, .close: break
        case .cut(let tokens):
            steps.removeSubrange(place(after: tokens)...)
            isCut = true
        case .stall(let tokens, let lasting):
            for index in place(after: tokens)..<steps.count { steps[index].delay += lasting.nanoseconds }
        case .brokenJSON(let tokens):
            let place = place(after: tokens)
            steps.insert(steps[place - 1].with(.brokenJSON), at: place)
        case .inBandError(let tokens):
            let place = place(after: tokens)
            let last = steps[place - 1]
            steps.replaceSubrange(place..., with: [last.with(.error), last.with(.done)])
        }
    }

    /// Where an answer stands that has sent so many tokens: right behind the event that carries the last of them, and
    /// behind the role at the earliest.
    private func place(after tokens: Int) -> Int {
        let ends = steps.indices.filter { index in
            if case .tokens(let range) = steps[index].part { range.upperBound >= tokens } else { false }
        }
        if tokens > 0 { return (ends.first ?? steps.lastIndex(where: \.carriesTokens) ?? 0) + 1 }
        return steps.firstIndex(where: \.carriesTokens) ?? steps.count
    }

    /// Tokens of each event in order; none holds both reasoning and content.
    private static func chunks(_ request: GenerationRequest, _ layout: SimulatorLayout) -> [Range<Int>] {
        let reasoning = request.api == .chat ? min(layout.reasoningTokens, request.outputTokens) : 0
        return [0..<reasoning, reasoning..<request.outputTokens].flatMap { part in
            stride(from: part.lowerBound, to: part.upperBound, by: layout.tokensPerChunk).map {
                $0..<min($0 + layout.tokensPerChunk, part.upperBound)
            }
        }
    }
}

extension AnswerScript.Step {
    fileprivate var carriesTokens: Bool { if case .tokens = part { true } else { false } }

    /// Another part at the same time.
    fileprivate func with(_ part: AnswerScript.Part) -> Self { Self(tokens: tokens, delay: delay, part: part) }
}
