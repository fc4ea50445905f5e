import BenchModel

/// Findings of many rounds, each cause of each tool said once.
enum FindingDigest {
    static func merge(_ findings: [Finding]) -> [Finding] {
        var merged: [Finding] = []
        var repeats: [Int] = []
        for finding in findings {
            if let index = merged.firstIndex(where: { $0.id == finding.id && $0.tool == finding.tool }) {
                repeats[index] += 1
            } else {
                merged.append(finding)
                repeats.append(0)
            }
        }
        for (index, count) in repeats.enumerated() where count > 0 {
            merged[index].evidence += " The same in \(count) more round\(count == 1 ? "" : "s")."
        }
        return merged
    }
}
