import BenchModel

/// Findings of many rounds, each cause of each tool said once: with the figures of the first round that had it.
enum FindingDigest {
    static func merge(_ findings: [Finding]) -> [Finding] {
        var merged: [Finding] = []
        var repeats: [Int] = []
        var causes: [String] = []
        for finding in findings {
            let cause =
                "\(finding.id) \(finding.tool?.rawValue ?? "") \(finding.evidence.replacing(/[0-9.]+/, with: "0"))"
            if let index = causes.firstIndex(of: cause) {
                repeats[index] += 1
            } else {
                merged.append(finding)
                repeats.append(0)
                causes.append(cause)
            }
        }
        for (index, count) in repeats.enumerated() where count > 0 {
            merged[index].evidence += " The same in \(count) more round\(count == 1 ? "" : "s")."
        }
        return merged
    }
}
