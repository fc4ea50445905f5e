import BenchModel
import Foundation

/// The engine's verdict on itself, for people.
struct HealthRows {
    let health: ClientHealth

    var lines: [String] {
        let count = health.failures.count
        let heading =
            health.healthy
            ? "Client: healthy"
            : "Client: the bottleneck by \(count) check\(count == 1 ? "" : "s"); part of the figures above is its own or its "
                + "machine's"
        return [heading]
            + TextTable(columns, rows: health.checks.map(cells)).lines(color: false).dropFirst(2)
            .map { "  " + $0 }
    }

    private let columns = [TextTable.Column(""), TextTable.Column("", right: true), TextTable.Column("")]

    private func cells(_ check: ClientHealth.Check) -> [TextTable.Cell] {
        let mark =
            switch check.outcome {
            case .pass: "✓"
            case .fail: "✗"
            case .notChecked: "–"
            }
        var words = ""
        if let limit = check.atMost { words = "at most " + text(limit, check.unit) }
        if let limit = check.atLeast { words = "at least " + text(limit, check.unit) }
        switch check.outcome {
        case .pass: break
        case .fail: words += ": " + check.reason
        case .notChecked: words = "not checked: " + check.reason
        }
        return [
            TextTable.Cell("\(mark) \(Self.title(check.id))"),
            TextTable.Cell(check.value.map { text($0, check.unit) } ?? "–"), TextTable.Cell(words),
        ]
    }

    /// One sentence of what failed. Empty when nothing did.
    var failures: String {
        health.failures.map { check in
            let value = check.value.map { text($0, check.unit) } ?? ""
            let limit =
                check.atMost.map { "at most \(text($0, check.unit))" }
                ?? check.atLeast.map { "at least \(text($0, check.unit))" } ?? ""
            return "\(Self.title(check.id)) is \(value), and should be \(limit)"
        }
        .joined(separator: "; ")
    }

    private static func title(_ id: String) -> String {
        switch id {
        case "cpu_share": "CPU of its thread"
        case "loop_lag_p99": "loop lag p99"
        case "loop_busy_p99": "busy turn p99"
        case "send_lag_p99": "send lag p99"
        case "achieved_rate": "achieved rate"
        case "peak_in_flight": "peak in flight"
        case "slot_use": "slots in use"
        default: id
        }
    }

    private func text(_ value: Double, _ unit: ClientHealth.Unit) -> String {
        switch unit {
        case .share: String(format: "%.1f %%", value * 100)
        case .seconds: String(format: "%.2f ms", value * 1000)
        case .requests: String(format: "%.0f", value)
        case .requestsPerSecond: String(format: "%.2f req/s", value)
        }
    }
}
