package import BenchModel

/// From a tool's report to what the judge needs: the reported view as it is, the canonical view recomputed.
package enum AccountFactory {
    /// - Parameter wire: What passed the tap. Nil without one.
    package static func account(of report: ToolReport, wire: WireRun? = nil) -> RunAccount {
        var views: [MetricView: [MetricID: MetricValue]] = [.reported: report.reported]
        var absent = report.absent
        if let records = report.records {
            let ended = records.ended(by: wire?.measured(records.count) ?? [])
            if ended.allSatisfy({ !$0.succeeded || $0.hasEnd }), !records.allSatisfy({ !$0.succeeded || $0.hasEnd }) {
                // Only the end was missing, unless the beginning is too.
                absent[.e2el] = nil
                if absent[.ttft] == nil { absent[.tpot] = nil }
            }
            let stated = report.reported[MetricID(.duration)]
            views[.canonical] = CanonicalMetrics.compute(
                from: ended,
                absent: Set(absent.keys),
                longest: stated.map { $0.value + $0.resolution }
            )
        }
        var account = RunAccount(tool: report.tool, version: report.version, views: views)
        account.absent = absent
        account.serverCountedInput = report.serverCountedInput
        account.work = report.work
        account.warnings = report.warnings
        return account
    }

    /// With how far its figures may lie from what such runs give: what a comparison of a single round needs.
    /// - Parameter records: Those that the account was made from. Nil changes nothing.
    package static func resampled(_ account: RunAccount, from records: [RequestRecord]?) -> RunAccount {
        guard let records else { return account }
        var account = account
        // The seed is the tool's own, so that runs which are compared are drawn independently, and the same every time.
        let seed = account.tool.rawValue.utf8.reduce(0) { $0 &* 31 &+ Int($1) } &* 1_000_003
        account.resampled = CanonicalMetrics.resampled(
            percents(account),
            from: records,
            concurrency: number(account.work[.concurrency]).map { Int($0) },
            isOpen: number(account.work[.requestRate]) != nil,
            seed: seed
        )
        return account
    }

    /// Those of any view, ascending.
    private static func percents(_ account: RunAccount) -> [Double] {
        let all = account.views.values.joined().compactMap { metric, _ -> Double? in
            if case .percentile(let percent) = metric.statistic { percent } else { nil }
        }
        return Set(all).sorted()
    }

    /// Nil when it was not told, or has no limit.
    private static func number(_ value: ReportedWork.Value?) -> Double? {
        guard case .number(let number) = value, number.isFinite, number >= 0, number < 1e9 else { return nil }
        return number
    }
}

extension RequestRecord {
    fileprivate var hasEnd: Bool { lastChoice != nil || lastChoiceBounds != nil }
}
