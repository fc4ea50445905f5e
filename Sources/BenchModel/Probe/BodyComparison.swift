/// Two request bodies, member by member.
struct BodyComparison {
    let rules: ProbeRules

    private static let ownPrompts = "each tool draws its own prompts; the number of tokens decides"

    func rows(_ reference: JSONValue, _ tool: JSONValue) -> [ProbeRow] {
        guard case .object(var left) = reference, case .object(var right) = tool else {
            return leaf("body", "", reference, tool)
        }
        let limit = tokenLimit(&left, &right)
        return limit + members("body ", left, right, top: nil)
    }

    /// The maximum of tokens under either of its two names. It is taken out of the bodies.
    private func tokenLimit(_ left: inout [String: JSONValue], _ right: inout [String: JSONValue]) -> [ProbeRow] {
        let names = BodyField.limits
        func name(_ body: [String: JSONValue]) -> String? {
            let present = names.filter { body[$0] != nil && body[$0] != .null }
            return present.count == 1 ? present.first : nil
        }
        guard rules.api == .chat, let first = name(left), let second = name(right), first != second,
            let limit = left[first], let other = right[second]
        else { return [] }
        for name in names {
            left[name] = nil
            right[name] = nil
        }
        let texts = ("\(first): \(limit.line)", "\(second): \(other.line)")
        if limit.means(other) {
            return [
                ProbeRow(
                    "body max_tokens",
                    texts.0,
                    texts.1,
                    .equivalent,
                    why: "`max_tokens` is the older name of `max_completion_tokens`"
                )
            ]
        }
        return [lengthRow("body max_tokens", texts.0, texts.1)]
    }

    /// - Parameter top: The member of the body in which these lie. Nil at the top.
    private func members(
        _ place: String,
        _ left: [String: JSONValue],
        _ right: [String: JSONValue],
        top: String?
    ) -> [ProbeRow] {
        Set(left.keys).union(right.keys).sorted().flatMap { key in
            compare(place + key, top ?? key, key, left[key], right[key])
        }
    }

    private func compare(
        _ place: String,
        _ top: String,
        _ key: String,
        _ left: JSONValue?,
        _ right: JSONValue?
    ) -> [ProbeRow] {
        if top == "messages" && key == "content" || top == "prompt", let left, let right,
            let rows = texts(place, left, right)
        {
            return rows
        }
        switch (left, right) {
        case (.object(let left), .object(let right)):
            return members(place + ".", left, right, top: top)
        case (.array(let left), .array(let right)) where left.count == right.count && left.contains(where: \.isNested):
            return left.indices.flatMap { compare("\(place)[\($0)]", top, "", left[$0], right[$0]) }
        default:
            return leaf(place, top, left, right)
        }
    }

    /// Rows of two prompts. Nil when one is not a plain text.
    private func texts(_ place: String, _ left: JSONValue, _ right: JSONValue) -> [ProbeRow]? {
        guard let first = BodyField.text(of: left), let second = BodyField.text(of: right) else { return nil }
        let excerpts = (JSONValue.string(first.text).excerpt, JSONValue.string(second.text).excerpt)
        let row =
            if first.text == second.text {
                ProbeRow(place, excerpts.0, excerpts.1, .same)
            } else if rules.sharesPrompts {
                ProbeRow(place, excerpts.0, excerpts.1, .different, why: "all tools were to send the same prompts")
            } else {
                ProbeRow(place, excerpts.0, excerpts.1, .expected, why: Self.ownPrompts)
            }
        guard first.form != second.form else { return [row] }
        let form = ProbeRow(
            place + " form",
            first.form,
            second.form,
            .equivalent,
            why: "a message's text may be a string or a list of one text part"
        )
        return [row, form]
    }

    /// - Parameter name: The member of the body in which the value lies.
    private func leaf(_ place: String, _ name: String, _ left: JSONValue?, _ right: JSONValue?) -> [ProbeRow] {
        let texts = (left?.excerpt, right?.excerpt)
        func row(_ outcome: ProbeRow.Outcome, _ why: String? = nil) -> [ProbeRow] {
            [ProbeRow(place, texts.0, texts.1, outcome, why: why)]
        }
        if left == right { return row(.same) }
        if BodyField.perRun.contains(name) { return row(.expected, "it differs from run to run") }
        if let left, let right, left.means(right) { return row(.equivalent, "the same number") }
        let neutral = BodyField.neutral[name] ?? []
        if [left, right].allSatisfy({ value in value.map { value in neutral.contains { $0.means(value) } } ?? true }) {
            return row(.equivalent, "what the server takes when it is not told")
        }
        if BodyField.limits.contains(name), left != nil, right != nil { return [lengthRow(place, texts.0, texts.1)] }
        let isDefault = BodyField.serverDefaults.contains(name) && [left, right].contains { $0 == nil || $0 == .null }
        let why = isDefault ? "without it the model's own default applies, which only the server knows" : nil
        return [rules.differing(place, texts.0, texts.1, BodyField.allowance(of: name), why: why)]
    }

    private func lengthRow(_ place: String, _ left: String?, _ right: String?) -> ProbeRow {
        if rules.drawsLengths {
            return ProbeRow(place, left, right, .expected, why: "each tool draws its lengths from a range")
        }
        return rules.differing(place, left, right, .lengths)
    }
}

extension JSONValue {
    /// Whether it has members of its own.
    fileprivate var isNested: Bool {
        if case .object = self { true } else { false }
    }
}
