/// The model is asked to choose tokens in another way.
struct DecodingParameters: Cause {
    let id = "decoding-parameters"
    let meaning = "The tools send other sampling parameters, so that the server does other work for each token."
    let detection =
        "The fields temperature, top_p, top_k, min_p, the penalties, seed, n, best_of, logprobs and logit_bias of the bodies; "
        + "one that is missing counts as its neutral value."
    let remedy =
        "Set the parameters in the recipe, which pins them for every tool, or accept it by 'allow: [sampling]'."

    /// Each field with the values that ask for no more than silence does.
    private static let fields: [(name: String, neutral: Set<String>)] = [
        ("temperature", ["1"]), ("top_p", ["1"]), ("top_k", ["0", "-1"]), ("min_p", ["0"]),
        ("repetition_penalty", ["1"]), ("presence_penalty", ["0"]), ("frequency_penalty", ["0"]), ("n", ["1"]),
        ("best_of", ["1"]), ("logprobs", ["false"]), ("top_logprobs", ["0"]), ("logit_bias", ["{}"]), ("seed", []),
    ]

    /// What has no say where the likeliest token is always taken, that is at temperature 0.
    private static let idleWhenGreedy: Set<String> = ["top_p", "top_k", "min_p", "seed"]

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.fieldPairs().compactMap { pair in
            let different = Self.fields.filter {
                pair.fields.differs(from: pair.baseFields, in: $0.name, neutral: $0.neutral)
            }.map(\.name)
            guard !different.isEmpty else { return nil }
            let isGreedy = pair.fields.only("temperature") == "0" && pair.baseFields.only("temperature") == "0"
            let isIdle = isGreedy && different.allSatisfy(Self.idleWhenGreedy.contains)
            let parts = different.map { name in
                "\(name) is \(pair.baseFields.words(name)) for \(pair.base) and \(pair.fields.words(name)) for \(pair.tool)"
            }
            // Another seed draws other tokens, not more of them.
            let severity: Finding.Severity =
                if !evidence.allow.isDisjoint(with: [.sampling, .work]) || different == ["seed"] {
                    .note
                } else if isIdle {
                    .warning
                } else {
                    .invalidating
                }
            return Finding(
                id: id,
                tool: pair.tool,
                metrics: [MetricID(.tpot, .mean), MetricID(.outputTokens)],
                evidence: parts.joined(separator: "; "),
                severity: severity
            )
        }
    }
}
