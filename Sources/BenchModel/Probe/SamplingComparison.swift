/// What the server says that it sampled by, for two requests.
struct SamplingComparison {
    let rules: ProbeRules

    func rows(_ reference: SamplingParameters, _ tool: SamplingParameters) -> [ProbeRow] {
        let names = reference.names + tool.names.filter { reference[$0] == nil }
        return names.map { name in
            let (left, right) = (reference[name], tool[name])
            let place = "server \(name)"
            let texts = (left?.excerpt, right?.excerpt)
            if left == right { return ProbeRow(place, texts.0, texts.1, .same) }
            if let left, let right, left.means(right) {
                return ProbeRow(place, texts.0, texts.1, .equivalent, why: "the same number")
            }
            if BodyField.limits.contains(name), rules.drawsLengths {
                return ProbeRow(place, texts.0, texts.1, .expected, why: "each tool draws its lengths from a range")
            }
            return rules.differing(place, texts.0, texts.1, BodyField.allowance(of: name))
        }
    }
}
