/// Every scenario with its numbers and targets, in the order in which they run.
enum ScenarioCatalogue {
    static let all = [
        paced, saturated, unbatched, tapped, tappedSaturated, streams(1000), streams(10_000), long, openLoop,
        slowServer,
    ]

    /// 10,300 chunks a second, well below what any client can take: what it costs, and how true its figures are.
    private static let paced = Scenario(
        name: "paced",
        title: "a server that sends on time",
        load: LoadShape(requests: 1000, concurrency: 50),
        clients: Client.testers,
        targets: [
            Target(.cpuPerChunk, .ratioAtMost(1.5, to: .floor)),
            Target(.cpuPerChunk, .ratioAtMost(0.6, to: .vllmRust)),
            Target(.ttftError, .atMost(0.0005)),
            Target(.ttftP99Error, .atMost(0.002)),
            Target(.itlError, .atMost(0.005)),
        ]
    )

    private static let saturated = Scenario(
        name: "saturated",
        title: "a server that sends as fast as it can, up to 16 chunks a write",
        load: LoadShape(requests: 10_000, concurrency: 50, ttft: .zero, itl: .zero, logsChunks: false),
        clients: Client.testers,
        slowRequests: 2000,
        targets: saturatedTargets
    )

    /// Real servers write each chunk apart, and a client then pays a wake-up and a read for each.
    private static let unbatched = Scenario(
        name: "saturated-unbatched",
        title: "a server that sends as fast as it can, each chunk in a write of its own",
        load: LoadShape(requests: 5000, concurrency: 50, ttft: .zero, itl: .zero, batch: 1, logsChunks: false),
        clients: [.floor, .native, .vllmRust],
        targets: saturatedTargets
    )

    private static let saturatedTargets = [
        Target(.cpuPerChunk, .ratioAtMost(1.7, to: .floor)),
        Target(.cpuPerChunk, .ratioAtMost(0.65, to: .vllmRust)),
        Target(.chunkRate, .ratioAbove(1, to: .vllmRust)),
    ]

    /// What the tap adds to a load that every client can take.
    private static let tapped = Scenario(
        name: "tapped",
        title: "a server that sends on time, with and without a tap before it",
        load: LoadShape(requests: 1000, concurrency: 50),
        clients: [.floor, .native, .tapped],
        targets: [
            Target(.ttftMedianError, .differenceAtMost(0.00015, to: .native), of: .tapped),
            Target(.ttftP99Error, .differenceAtMost(0.001, to: .native), of: .tapped),
            Target(.cpuPerChunk, .ratioAtMost(2.5, to: .floor), of: .tapped),
            Target(.failedRequests, .atMost(0), of: .tapped),
        ]
    )

    private static let tappedSaturated = Scenario(
        name: "tapped-saturated",
        title: "a server that sends as fast as it can, with a tap before it",
        load: LoadShape(requests: 10_000, concurrency: 50, ttft: .zero, itl: .zero, logsChunks: false),
        clients: [.floor, .native, .tapped],
        targets: [
            Target(.chunkRate, .atLeast(80_000), of: .tapped),
            Target(.failedRequests, .atMost(0), of: .tapped),
        ]
    )

    private static func streams(_ count: Int) -> Scenario {
        Scenario(
            name: "streams-\(count)",
            title: "\(count) streams at once, each a chunk a second",
            load: LoadShape(requests: count, outputTokens: 30, concurrency: count, itl: .seconds(1)),
            clients: [.floor, .native, .vllmRust],
            targets: [
                Target(.failedRequests, .atMost(0)),
                Target(.peakMemory, .atMost(250e6)),
            ]
        )
    }

    private static let long = Scenario(
        name: "long",
        title: "20 million chunks in one run, against 2 million",
        load: LoadShape(
            requests: 20_000,
            outputTokens: 1000,
            concurrency: 50,
            ttft: .zero,
            itl: .zero,
            logsChunks: false
        ),
        clients: [.native],
        shorterRequests: 2000,
        targets: [
            Target(.memoryPerChunk, .atMost(8)),
            Target(.closingTime, .atMost(3)),
            Target(.failedRequests, .atMost(0)),
        ]
    )

    private static let openLoop = Scenario(
        name: "open-loop",
        title: "Poisson arrivals for 20 s",
        load: LoadShape(requests: 4000, outputTokens: 20, rate: 200),
        clients: [.native, .vllmRust],
        targets: [
            Target(.rateError, .atMost(0.005)),
            Target(.sendLagP99, .atMost(0.002)),
            Target(.ttftError, .atMost(0.0005)),
        ]
    )

    /// Ten slots of 0.11 s each answer 88 requests a second of 200: the wait before sending must be in what is counted
    /// from the due time.
    private static let slowServer = Scenario(
        name: "open-loop-slow",
        title: "Poisson arrivals, more than ten slots can answer",
        load: LoadShape(requests: 2000, outputTokens: 20, concurrency: 10, rate: 200),
        clients: [.native],
        targets: [
            Target(.dueError, .atMost(0.05)),
            Target(.failedRequests, .atMost(0)),
        ]
    )
}
