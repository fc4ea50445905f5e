import ArgumentParser
import BenchModel
import Harness

/// How much `concord load` sends, and how fast.
struct LoadShapeOptions: ParsableArguments {
    @Option(
        help: "Requests under way at once, or unlimited. (default: 1; unlimited with --rate or --ramp-up)",
        transform: ConcurrencyLimit.parse
    ) var concurrency: ConcurrencyLimit?
    @Option(
        help: "Requests per second, each sent when it is due; without it, as soon as a slot is free.",
        transform: NumberArgument.real(.rate)
    ) var rate: Double?
    @Option(help: "linear or exponential: a rate that rises from request to request, instead of --rate.")
    var rampUp: RampUp.Strategy?
    @Option(
        help: "With --ramp-up: requests per second at the first request.",
        transform: NumberArgument.real(.rate)
    ) var rampUpStart: Double?
    @Option(
        help: "With --ramp-up: requests per second at the last request.",
        transform: NumberArgument.real(.rate)
    ) var rampUpEnd: Double?
    @Option(
        help: "With --rate or --ramp-up: shape of the gamma-distributed gaps; 1 is Poisson, inf is even.",
        transform: NumberArgument.real(.burstiness, infinite: true)
    ) var burstiness = 1.0
    @Option(
        help: "Requests in all. (default: 100; with --duration, as many as it lets)",
        transform: NumberArgument.whole(.requests)
    ) var requests: Int?
    @Option(
        help: "Time after which no request is sent, such as 30s; those under way are awaited.",
        transform: NumberArgument.duration(positive: true)
    ) var duration: Duration?
    @Option(
        help: "Requests sent first, with prompts of their own; they enter no figure.",
        transform: NumberArgument.whole(.warmupRequests)
    ) var warmup = 0

    func apply(to workload: inout Workload) throws {
        workload.rate = rate
        workload.rampUpStrategy = rampUp
        workload.rampUpStartRPS = rampUpStart
        workload.rampUpEndRPS = rampUpEnd
        workload.burstiness = burstiness
        workload.requests = requests ?? 100
        workload.concurrency = concurrency.map(\.number) ?? (workload.isOpenLoop ? nil : 1)
        guard [rampUp != nil, rampUpStart != nil, rampUpEnd != nil].allSatisfy({ $0 == (workload.rampUp != nil) }),
            rate == nil || rampUp == nil
        else {
            throw ValidationError(
                "a ramp-up takes the place of --rate and needs --ramp-up, --ramp-up-start greater than 0, and "
                    + "--ramp-up-end not below that"
            )
        }
        guard workload.isOpenLoop || (workload.concurrency != nil && burstiness == 1) else {
            throw ValidationError("'--concurrency unlimited' and --burstiness need --rate or --ramp-up")
        }
        guard (duration.flatMap { workload.requests(within: $0.seconds) } ?? 0) <= RecipeBounds.most else {
            throw ValidationError("--rate or --ramp-up and --duration come to more than \(RecipeBounds.most) requests")
        }
    }
}

extension RampUp.Strategy: ExpressibleByArgument {}
