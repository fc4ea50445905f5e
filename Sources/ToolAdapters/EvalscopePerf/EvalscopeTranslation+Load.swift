import BenchModel

extension EvalscopeTranslation {
    /// How many requests, how many at once and how fast.
    mutating func addLoad() throws(TranslationError) {
        arguments.add("--parallel", workload.concurrency)
        if let rate = workload.rate {
            try addRate(rate)
        } else if let rampUp = workload.rampUp {
            try addRate(try steadyRate(for: rampUp))
        } else if workload.concurrency == nil {
            throw error(
                "workload.concurrency",
                "needs a limit on concurrent requests, or a rate",
                remedy: "Set workload.concurrency or workload.rate."
            )
        }
        arguments.add("--number", workload.requests)
        arguments.add("--log-every-n-query", max(500, workload.requests))
    }

    /// What stands for a rate that rises: one under which as many requests take as long.
    private mutating func steadyRate(for rampUp: RampUp) throws(TranslationError) -> Double {
        let rate = (rampUp.meanRate(of: workload.requests) * 1000).rounded() / 1000
        try approximate(
            .arrivals,
            "workload.ramp_up_strategy",
            "has one rate for the whole run",
            instead: "The rate is \(ArgumentList.text(rate)) requests per second throughout instead of rising from "
                + "\(ArgumentList.text(rampUp.start)) to \(ArgumentList.text(rampUp.end)).",
            remedy: "Set workload.rate instead."
        )
        return rate
    }

    private mutating func addRate(_ asked: Double) throws(TranslationError) {
        var rate = asked
        if workload.burstiness != 1 {
            try approximate(
                .arrivals,
                "workload.burstiness",
                "has Poisson arrivals only",
                instead: "Arrivals are Poisson instead of gamma with burstiness \(workload.burstiness).",
                remedy: "Set workload.burstiness to 1."
            )
        }
        if release.hasWholeRates, rate != rate.rounded() {
            let whole = max(1, rate.rounded())
            try approximate(
                .arrivals,
                "workload.rate",
                "takes whole numbers of requests per second only",
                instead: "The rate is \(ArgumentList.text(whole)) requests per second instead of \(rate).",
                remedy: "Use a whole rate, or evalscope 1.5.0 or newer."
            )
            rate = whole
        }
        if workload.concurrency == nil {
            guard release.hasOpenLoop else {
                throw error(
                    "workload.concurrency",
                    "has no open loop: a rate is always capped by a limit on concurrent requests",
                    remedy: "Set workload.concurrency, or use evalscope 1.7.0 or newer."
                )
            }
            arguments.add("--open-loop")
        } else {
            notes.append(
                "A request that is due while all slots are taken waits for one, and its wait enters no latency."
            )
        }
        arguments.add("--rate", rate)
        notes.append(arrivals)
    }

    private var arrivals: String {
        if release.schedulesArrivals {
            return "Arrivals are Poisson, drawn anew on every run and stretched so that the last one falls on "
                + "requests / rate."
        }
        let drawn = release.sendsSeedZero ? "the same on every run" : "drawn anew on every run"
        return "Arrivals are Poisson, \(drawn); each gap starts when the request before it was handed over, "
            + "so the run falls behind its schedule."
    }
}
