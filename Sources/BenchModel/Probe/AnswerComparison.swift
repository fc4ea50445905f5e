/// The answers to two requests: what the server counted, and in which form it answered.
struct AnswerComparison {
    let rules: ProbeRules

    func rows(_ reference: RequestShape, _ tool: RequestShape) -> [ProbeRow] {
        var rows = [promptTokens(reference, tool), outputTokens(reference, tool)].compactMap { $0 }
        func add(_ place: String, _ value: (RequestShape) -> String?) {
            let (left, right) = (value(reference), value(tool))
            guard left != nil || right != nil else { return }
            rows.append(ProbeRow("answer \(place)", left, right, left == right ? .same : .different))
        }
        add("status") { $0.status.map(String.init) }
        add("content-type") { $0.answerFields["content-type"] }
        add("content-encoding") { $0.answerFields["content-encoding"] }
        add("stream") { $0.status == nil ? nil : Self.isStream($0) ? "yes" : "no" }
        if Self.isStream(reference), Self.isStream(tool) {
            add("role chunk") { Self.hasRoleChunk($0) ? "yes" : "no" }
            add("usage", Self.usage)
            add("finish reason") { $0.messages.contains { $0.contains(.finish) } ? "yes" : "no" }
            add("end") { $0.messages.last?.contains(.done) == true ? "[DONE]" : $0.ending.rawValue }
            rows.append(chunks(reference, tool))
        }
        return rows
    }

    /// What the server itself saw of the prompt.
    private func promptTokens(_ reference: RequestShape, _ tool: RequestShape) -> ProbeRow? {
        guard let left = reference.promptTokens, let right = tool.promptTokens else { return nil }
        let place = "prompt tokens"
        let texts = ("\(left)", "\(right)")
        if left == right { return ProbeRow(place, texts.0, texts.1, .same) }
        if rules.drawsLengths {
            return ProbeRow(place, texts.0, texts.1, .expected, why: "each tool draws its lengths from a range")
        }
        let ratio = Double(max(left, right)) / Double(max(1, min(left, right)))
        if !rules.sharesPrompts, ratio <= 1 + rules.share {
            let share = FigureText.plain(rules.share * 100)
            return ProbeRow(place, texts.0, texts.1, .equivalent, why: "within the tolerance of \(share) %")
        }
        let why =
            rules.sharesPrompts
            ? "all tools were to send the same prompts"
            : "`workload.lengths: aligned` or `workload.prompts: shared` would give the server the same lengths"
        return rules.differing(place, texts.0, texts.1, .promptLength, why: why)
    }

    private func outputTokens(_ reference: RequestShape, _ tool: RequestShape) -> ProbeRow? {
        guard let left = reference.outputTokens, let right = tool.outputTokens else { return nil }
        let place = "output tokens"
        let texts = ("\(left)", "\(right)")
        if left == right { return ProbeRow(place, texts.0, texts.1, .same) }
        if rules.answersEndFreely {
            return ProbeRow(place, texts.0, texts.1, .expected, why: "the model ends its answer when it likes")
        }
        if rules.drawsLengths {
            return ProbeRow(place, texts.0, texts.1, .expected, why: "each tool draws its lengths from a range")
        }
        return rules.differing(place, texts.0, texts.1, .lengths)
    }

    /// How many tokens a chunk has, the server decides from moment to moment.
    private func chunks(_ reference: RequestShape, _ tool: RequestShape) -> ProbeRow {
        let texts = [reference, tool].map { shape in
            let count = shape.messages.count { $0.contains(.output) }
            return shape.outputTokens.map { "\(count) for \($0) tokens" } ?? "\(count)"
        }
        let isSame = texts[0] == texts[1]
        return ProbeRow(
            "answer chunks",
            texts[0],
            texts[1],
            isSame ? .same : .expected,
            why: isSame ? nil : "the server decides how many tokens it puts into a chunk"
        )
    }

    private static func isStream(_ shape: RequestShape) -> Bool {
        shape.answerFields["content-type"]?.lowercased().hasPrefix("text/event-stream") ?? (shape.messages.count > 1)
    }

    private static func hasRoleChunk(_ shape: RequestShape) -> Bool {
        guard let first = shape.messages.first else { return false }
        return first.contains(.choices) && first.isDisjoint(with: [.output, .finish])
    }

    private static func usage(_ shape: RequestShape) -> String {
        let bearers = shape.messages.filter { $0.contains(.usage) }
        guard let last = bearers.last else { return "none" }
        if bearers.count > 1 { return "with every chunk" }
        return last.contains(.choices) ? "with the last chunk" : "in a message of its own"
    }
}
