extension ToolFormula {
    /// The way from the canonical definitions to these, one choice after the other in an order that never changes. The
    /// last one is the formula itself; choices that are canonical are left out.
    var steps: [(id: Attribution.Part.ID, formula: ToolFormula)] {
        var steps: [(id: Attribution.Part.ID, formula: ToolFormula)] = []
        var current = ToolFormula.canonical
        func take<Choice: Equatable>(_ id: Attribution.Part.ID, _ choice: WritableKeyPath<ToolFormula, Choice>) {
            guard current[keyPath: choice] != self[keyPath: choice] else { return }
            current[keyPath: choice] = self[keyPath: choice]
            steps.append((id, current))
        }
        take(.firstToken, \.firstToken)
        take(.end, \.end)
        take(.gaps, \.gaps)
        take(.singleToken, \.singleToken)
        take(.denominator, \.denominator)
        take(.emptyAnswer, \.emptyAnswer)
        take(.inBandError, \.inBandError)
        take(.window, \.window)
        take(.failedRequests, \.failedRequests)
        take(.divisor, \.divisor)
        take(.percentile, \.percentile)
        return steps
    }
}
