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

    struct Step: Sendable, Equatable {
        var due: Instant
        var part: Part
    }

    private(set) var steps: [Step]
    /// Whether the connection is closed where the steps end, in mid-answer.
    private(set) var isCut = false

    /// A stream.
    init(
        streaming request: GenerationRequest,
        layout: SimulatorLayout,
        fault: SimulatorFault.Kind?,
        schedule: TokenSchedule,
        start: Instant
    ) {
        steps = [Step(due: start, part: .head)]
        let chunks = Self.chunks(request, layout)
        if request.api == .chat {
            let due = layout.roleEarly ? start : schedule.due((chunks.first?.upperBound ?? 1) - 1)
            steps.append(Step(due: due, part: .role))
        }
        for chunk in chunks {
            let due = schedule.due(chunk.upperBound - 1)
            steps.append(Step(due: due, part: .tokens(chunk)))
            if layout.emptyDeltas, chunk.upperBound < request.outputTokens {
                steps.append(Step(due: due, part: .empty))
            }
        }
        var due = schedule.due(request.outputTokens - 1)
        if request.includeUsage, !layout.usageOnLastChoice {
            due = due.after(layout.usageDelay)
            steps.append(Step(due: due, part: .usage))
        }
        steps.append(Step(due: due.after(layout.doneDelay), part: .done))
        if let fault { apply(fault) }
    }

    /// An answer given as a whole when its last token is due; a fault hits it there.
    init(whole fault: SimulatorFault.Kind?, due: Instant) {
        steps = [Step(due: due, part: .whole)]
        switch fault {
        case .cut:
            steps[0].part = .half
            isCut = true
        case .stall(_, let lasting): steps[0].due = due.after(lasting)
        case .brokenJSON: steps[0].part = .wholeBroken
        case .inBandError: steps[0].part = .wholeError
        case .status, .close, nil: break
        }
    }

    private mutating func apply(_ fault: SimulatorFault.Kind) {
        switch fault {
        case .status, .close: break
        case .cut(let tokens):
            steps.removeSubrange(place(after: tokens)...)
            isCut = true
        case .stall(let tokens, let lasting):
            for index in place(after: tokens)..<steps.count { steps[index].due = steps[index].due.after(lasting) }
        case .brokenJSON(let tokens):
            let place = place(after: tokens)
            steps.insert(Step(due: steps[place - 1].due, part: .brokenJSON), at: place)
        case .inBandError(let tokens):
            let place = place(after: tokens)
            let due = steps[place - 1].due
            steps.replaceSubrange(place..., with: [Step(due: due, part: .error), Step(due: due, part: .done)])
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

extension Instant {
    fileprivate func after(_ duration: Duration) -> Instant {
        Instant(nanoseconds: nanoseconds + TokenSchedule.nanoseconds(duration))
    }
}

extension AnswerScript.Step {
    fileprivate var carriesTokens: Bool { if case .tokens = part { true } else { false } }
}
