extension Check {
    /// Whether the tools did what was asked for, and the same.
    static let work = [
        Check(
            id: "tool-runs",
            title: "tool runs",
            causes: ["tool-failed", "exit-status", "run-missing", "server-lost"],
            families: [],
            subject: .tool { _, _ in nil }
        ),
        Check(
            id: "failed-requests",
            title: "failed requests",
            causes: [
                "server-refused", "server-failed", "client-failed", "requests-failed", "failure-reason",
                "failed-in-average",
            ],
            families: [],
            subject: .tool { run, material in
                let isTold = run.account.views.values.contains { $0[MetricID(.requestsFailed)] != nil }
                let isCounted = material.expectedRequests != nil && CheckNeeds.completed(run) == nil
                return isTold || isCounted ? nil : "its output does not tell how many requests failed"
            }
        ),
        Check(
            id: "truncated-answers",
            title: "truncated answers",
            causes: ["truncated-as-success"],
            families: [],
            subject: .tool { run, _ in CheckNeeds.wire(run) ?? CheckNeeds.completed(run) }
        ),
        Check(
            id: "request-counts",
            title: "request counts",
            causes: ["request-count-mismatch"],
            families: [],
            subject: .pair { run, _ in CheckNeeds.completed(run) }
        ),
        Check(
            id: "request-bodies",
            title: "request bodies",
            causes: [
                "work-differs", "work-unseen", "stream-mixed", "end-condition-mismatch", "decoding-parameters",
                "min-tokens", "prompts-differ",
            ],
            families: [],
            subject: .pair { run, _ in CheckNeeds.wire(run) ?? CheckNeeds.bodies(run) }
        ),
        Check(
            id: "token-lengths",
            title: "token lengths",
            causes: [
                "prompt-length-mismatch", "output-length-mismatch", "output-length-not-asked", "no-output",
            ],
            families: [],
            subject: .pair { run, _ in CheckNeeds.completed(run) ?? CheckNeeds.tokens(run) }
        ),
        Check(
            id: "load-reached",
            title: "load reached",
            causes: ["concurrency-not-reached", "arrival-process"],
            families: MetricFamily.times,
            subject: .tool { run, material in CheckNeeds.wire(run) ?? CheckNeeds.load(run, material.evidence.workload) }
        ),
        Check(
            id: "prefix-cache",
            title: "prefix cache",
            causes: ["prefix-cache"],
            families: [.requestThroughput, .outputThroughput, .totalThroughput, .ttft, .e2el],
            subject: .pair { run, _ in
                if PrefixCache.tellsCached(run) { return nil }
                guard let ledger = run.ledger else { return "the server's /metrics are not known" }
                return ledger.prefixQueries == nil || ledger.prefixHits == nil
                    ? "the server's /metrics do not count what its prefix cache had" : nil
            }
        ),
    ]
}
