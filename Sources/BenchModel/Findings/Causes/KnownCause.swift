/// A cause that is looked for where what it needs is at hand; here is only what it means.
struct KnownCause: Cause {
    let id: String
    let meaning: String
    let detection: String
    let remedy: String

    func findings(in evidence: SessionEvidence) -> [Finding] { [] }
}
