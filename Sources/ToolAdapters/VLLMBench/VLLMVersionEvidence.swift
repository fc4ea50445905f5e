import BenchModel

/// What is known of the version that wrote an output: told, or bounded by what the output holds and lacks.
struct VLLMVersionEvidence: Sendable, Equatable {
    /// Told by whoever ran the tool. Nil when nobody knows.
    let known: ToolVersion?
    private(set) var atLeast: ToolVersion?
    private(set) var below: ToolVersion?

    init(known: ToolVersion? = nil) { self.known = known }

    /// Takes note of something that came with a version: it is there, or it is missing.
    mutating func note(_ isPresent: Bool, since version: ToolVersion) {
        if isPresent {
            atLeast = max(atLeast ?? version, version)
        } else {
            below = min(below ?? version, version)
        }
    }

    mutating func merge(_ other: VLLMVersionEvidence) {
        if let version = other.atLeast { note(true, since: version) }
        if let version = other.below { note(false, since: version) }
    }

    /// Nil when neither version nor evidence tells.
    func isAtLeast(_ version: ToolVersion) -> Bool? {
        if let known { return known >= version }
        if let atLeast, atLeast >= version { return true }
        if let below, below <= version { return false }
        return nil
    }

    /// How the output speaks against itself or the version that was told, as a sentence. Nil when it does not.
    var contradiction: String? {
        if let atLeast, let below, atLeast >= below {
            return "The output holds what vllm writes since \(atLeast) and lacks what it writes since \(below)."
        }
        guard let known else { return nil }
        if let atLeast, atLeast > known {
            return "The output holds what vllm writes since \(atLeast), and is said to be of \(known)."
        }
        if let below, below <= known {
            return "The output lacks what vllm writes since \(below), and is said to be of \(known)."
        }
        return nil
    }
}
