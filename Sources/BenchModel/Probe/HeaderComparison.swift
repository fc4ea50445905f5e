/// The header fields of two requests, as far as they can change the answer.
struct HeaderComparison {
    let rules: ProbeRules

    /// They name the client, the connection or the request, or follow from the body.
    private static let ignored: Set<String> = [
        "host", "user-agent", "x-request-id", "content-length", "transfer-encoding", "expect", "date",
    ]

    /// What the absence of a field means (RFC 9110, 12.5.1; RFC 9112, 9.3).
    private static let defaults = ["accept": "*/*", "connection": "keep-alive"]

    func rows(_ reference: RequestShape, _ tool: RequestShape) -> [ProbeRow] {
        let (left, right) = (reference.fields, tool.fields)
        let names = Set((left + right).map(\.name)).subtracting(Self.ignored)
        return names.sorted().map { name in
            let place = "header \(name)"
            let (first, second) = (left[name], right[name])
            switch name {
            case "authorization", "cookie", "proxy-authorization":
                return secret(place, first, second, reference.succeeded && tool.succeeded)
            case "content-type":
                return row(place, first, second, isEquivalent: Self.mediaType(first) == Self.mediaType(second))
            case "accept":
                return row(place, first, second, isEquivalent: Self.takesStreams(first) && Self.takesStreams(second))
            case "accept-encoding":
                let isPlain = [reference, tool].allSatisfy { $0.answerFields["content-encoding"] == nil }
                return row(place, first, second, isEquivalent: isPlain, why: "the server compressed neither answer")
            case "connection":
                let words = [first, second].map { ($0 ?? "keep-alive").lowercased() }
                return row(place, first, second, isEquivalent: words[0] == words[1], why: "that is HTTP/1.1's default")
            case _ where rules.headers.contains(name): return own(place, first, second)
            default: return row(place, first, second, isEquivalent: false)
            }
        }
    }

    /// The value is never shown.
    private func secret(_ place: String, _ left: String?, _ right: String?, _ succeeded: Bool) -> ProbeRow {
        let texts = (left.map { _ in "present" }, right.map { _ in "present" })
        if (left == nil) == (right == nil) { return ProbeRow(place, texts.0, texts.1, .same) }
        if !rules.hasKey, rules.headers.isDisjoint(with: ["authorization", "cookie"]), succeeded {
            return ProbeRow(place, texts.0, texts.1, .equivalent, why: "the server asks for none and answered both")
        }
        return ProbeRow(place, texts.0, texts.1, .different)
    }

    /// A header of the recipe, whose value may come from the environment and is not shown.
    private func own(_ place: String, _ left: String?, _ right: String?) -> ProbeRow {
        if left == right { return ProbeRow(place, "present", "present", .same) }
        return ProbeRow(
            place,
            left.map { _ in "present" },
            right.map { _ in left == nil ? "present" : "another value" },
            .different,
            why: "the recipe gives this header to every tool"
        )
    }

    private func row(
        _ place: String,
        _ left: String?,
        _ right: String?,
        isEquivalent: Bool,
        why: String = "the server takes both for the same"
    ) -> ProbeRow {
        if left == right { return ProbeRow(place, left, right, .same) }
        return isEquivalent
            ? ProbeRow(place, left, right, .equivalent, why: why) : ProbeRow(place, left, right, .different)
    }

    private static func mediaType(_ value: String?) -> String? {
        value.map { $0.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace } }
    }

    private static func takesStreams(_ value: String?) -> Bool {
        let types = (value ?? defaults["accept"] ?? "").split(separator: ",").compactMap { mediaType(String($0)) }
        return types.contains { ["*/*", "text/*", "text/event-stream"].contains($0) }
    }
}
