import Foundation

/// The counters of a server's `/metrics` page that tell what work it did, under vLLM's names: Prometheus's text format,
/// version 0.0.4. The series of one name are added up, so that engines and reasons to finish are too.
package struct ServerCounters: Sendable, Equatable {
    /// By name; only what `ledger` needs.
    private var totals: [String: Double] = [:]

    /// What each figure is called, the newer name first (`vllm/v1/metrics/loggers.py`).
    private static let requests = ["vllm:request_success_total"]
    private static let promptTokens = ["vllm:prompt_tokens_total"]
    private static let outputTokens = ["vllm:generation_tokens_total"]
    private static let prefixQueries = [
        "vllm:prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries",
    ]
    private static let prefixHits = [
        "vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits",
    ]

    private static let names = Set(requests + promptTokens + outputTokens + prefixQueries + prefixHits)

    /// - Parameter page: Lines that are not understood are left out.
    package init(page: String) {
        for line in Substring(page).utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let (name, value) = Self.sample(line) else { continue }
            totals[name, default: 0] += value
        }
    }

    /// Whether the page had any of them.
    package var isEmpty: Bool { totals.isEmpty }

    /// What the counters rose by. A figure is nil when a page lacks it, or the counter fell because the server started
    /// anew between them.
    package func ledger(since earlier: ServerCounters) -> ServerLedger {
        func rise(_ names: [String]) -> Int? {
            for name in names {
                guard let before = earlier.totals[name], let after = totals[name] else { continue }
                let rise = (after - before).rounded()
                return rise >= 0 ? Int(exactly: rise) : nil
            }
            return nil
        }
        var ledger = ServerLedger()
        ledger.requests = rise(Self.requests)
        ledger.promptTokens = rise(Self.promptTokens)
        ledger.outputTokens = rise(Self.outputTokens)
        ledger.prefixQueries = rise(Self.prefixQueries)
        ledger.prefixHits = rise(Self.prefixHits)
        return ledger
    }

    /// Name and value of one of the wanted samples: `name{label="value",…} 12.0 timestamp`, the last optional.
    private static func sample(_ line: Substring.UTF8View) -> (String, Double)? {
        let space: Set<UInt8> = [0x20, 0x09]
        let text = line.drop { space.contains($0) }
        let head = text.prefix { !space.contains($0) && $0 != UInt8(ascii: "{") }
        guard let name = String(head), names.contains(name) else { return nil }
        var rest = text[head.endIndex...].drop { space.contains($0) }
        if rest.first == UInt8(ascii: "{") {
            guard let end = labelEnd(rest) else { return nil }
            rest = rest[rest.index(after: end)...].drop { space.contains($0) }
        }
        let figure = rest.prefix { !space.contains($0) }
        guard let value = String(figure).flatMap(Double.init), value.isFinite else { return nil }
        return (name, value)
    }

    /// The brace that closes the labels; one in a quoted value is none.
    private static func labelEnd(_ text: Substring.UTF8View) -> Substring.UTF8View.Index? {
        var isQuoted = false
        var isEscaped = false
        for place in text.indices {
            let byte = text[place]
            if isQuoted {
                (isQuoted, isEscaped) = (
                    isEscaped || byte != UInt8(ascii: "\""), !isEscaped && byte == UInt8(ascii: "\\")
                )
            } else if byte == UInt8(ascii: "}") {
                return place
            } else {
                isQuoted = byte == UInt8(ascii: "\"")
            }
        }
        return nil
    }
}
