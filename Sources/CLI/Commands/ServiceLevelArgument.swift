import ArgumentParser
import BenchModel

/// `ttft=200ms,tpot=20ms` as a user writes it.
enum ServiceLevelArgument {
    /// Nil for no texts.
    static func parse(_ texts: [String]) throws -> ServiceLevel? {
        var limits: [MetricFamily: Double] = [:]
        for text in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let limit = Duration(text: parts[1]), limit > .zero else {
                throw ValidationError("--slo \(text): expected METRIC=DURATION, such as ttft=200ms")
            }
            guard let family = ServiceLevel.families.first(where: { $0.rawValue == parts[0] }) else {
                let known = ServiceLevel.families.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--slo \(text): a request has no '\(parts[0])'. Use one of \(known).")
            }
            guard limits.updateValue(limit.seconds, forKey: family) == nil else {
                throw ValidationError("--slo gives \(family.rawValue) twice. Keep one.")
            }
        }
        return ServiceLevel(limits)
    }
}
