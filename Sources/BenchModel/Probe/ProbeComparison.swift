/// One tool's request and its answer beside the reference's.
package struct ProbeComparison: Sendable {
    package let rules: ProbeRules

    package init(rules: ProbeRules) { self.rules = rules }

    package func rows(_ reference: ProbedRequest, _ tool: ProbedRequest) -> [ProbeRow] {
        let (left, right) = (reference.request, tool.request)
        var rows = [
            plain("method", left.method, right.method), plain("path", left.target, right.target),
        ]
        rows += HeaderComparison(rules: rules).rows(left, right)
        rows += body(left, right)
        rows += AnswerComparison(rules: rules).rows(left, right)
        if let first = reference.sampling, let second = tool.sampling {
            rows += SamplingComparison(rules: rules).rows(first, second)
        }
        if let row = earlier(reference.earlier, tool.earlier) { rows.append(row) }
        return rows
    }

    private func plain(_ place: String, _ left: String, _ right: String) -> ProbeRow {
        ProbeRow(place, left, right, left == right ? .same : .different)
    }

    private func body(_ left: RequestShape, _ right: RequestShape) -> [ProbeRow] {
        if let first = left.body, let second = right.body { return BodyComparison(rules: rules).rows(first, second) }
        func text(_ shape: RequestShape) -> String { shape.body == nil ? "\(shape.bodyBytes) bytes, no JSON" : "JSON" }
        return [ProbeRow("body", text(left), text(right), .different)]
    }

    private func earlier(_ left: Int, _ right: Int) -> ProbeRow? {
        guard left + right > 0 else { return nil }
        return ProbeRow(
            "requests before",
            "\(left)",
            "\(right)",
            left == right ? .same : .expected,
            why: left == right ? nil : "a test of the tool's own, which enters none of its figures"
        )
    }
}
