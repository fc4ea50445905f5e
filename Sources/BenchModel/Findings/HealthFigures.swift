/// What a measurement says of the engine, and the check that each of it comes to.
struct HealthFigures {
    typealias Check = ClientHealth.Check

    let client: ClientUsage
    let asked: AskedLoad
    let openLoop: MeasurementDocument.OpenLoop?
    let meanInFlight: Double?
    let ended: Int
    let interrupted: Bool
    /// Seconds from the first request sent to the end of the last completed one.
    let duration: Double
    /// Mean TTFT, or E2EL where nothing streamed. Nil when nothing completed.
    let latency: Double?

    init(_ document: MeasurementDocument) {
        client = document.client
        asked = document.load ?? AskedLoad()
        openLoop = document.openLoop
        meanInFlight = document.meanInFlight
        ended = document.requests.completed + document.requests.failed
        interrupted = document.interrupted
        duration = document.metrics[MetricID(.duration)]?.value ?? 0
        latency = (document.metrics[MetricID(.ttft, .mean)] ?? document.metrics[MetricID(.e2el, .mean)])?.value
    }

    /// Nil when the run was long enough to say something.
    private var tooShort: String? {
        duration < ClientHealth.shortest ? "the run took less than \(Int(ClientHealth.shortest)) s" : nil
    }

    private var wasCapped: Bool { asked.concurrency.map { client.peakInFlight >= $0 } ?? false }

    var cpu: Check {
        check(
            "cpu_share",
            .share,
            client.cpuShare,
            atMost: ClientHealth.cpuShare,
            unless: tooShort,
            "the engine's one thread waits for nothing above it, and what arrives waits for the thread"
        )
    }

    private var lagLimit: Double { max(ClientHealth.timeSlice, ClientHealth.lagShare * (latency ?? 0)) }

    var loopLag: Check {
        check(
            "loop_lag_p99",
            .seconds,
            client.loopLagP99,
            atMost: lagLimit,
            unless: tooShort,
            "beyond it the engine is late by some 1 % of the mean TTFT or more, and by more than one time slice"
        )
    }

    /// What arrives during a busy turn waits for half of it on average.
    var busyTurn: Check {
        check(
            "loop_busy_p99",
            .seconds,
            client.busyTurnP99,
            atMost: max(ClientHealth.timeSlice, 2 * ClientHealth.lagShare * (latency ?? 0)),
            unless: tooShort,
            "what arrives while the engine is busy is stamped late, beyond it by some 1 % of the mean TTFT or more"
        )
    }

    var sendLag: Check {
        let connects = client.connectionsOpened - ClientHealth.readyConnections
        let cause: String? =
            if openLoop == nil {
                "a closed loop has no due times"
            } else if wasCapped {
                "requests waited for a slot, which is the server's pace"
            } else if connects * 100 > ended {
                "\(connects) of \(ended) requests had to wait for a new connection, which is the server's pace too"
            } else {
                tooShort
            }
        return check(
            "send_lag_p99",
            .seconds,
            openLoop?.sendLagP99,
            atMost: lagLimit,
            unless: cause,
            "beyond it the requests did not arrive as the schedule says"
        )
    }

    var rate: Check {
        let asked = openLoop?.askedRate
        // How late the last request was, spread over all, is all that can be short.
        let shortfall = openLoop.flatMap { loop in
            loop.achievedRate.flatMap { achieved in
                loop.askedRate.map { Double(loop.sent) / achieved - Double(loop.sent) / $0 }
            }
        }
        let isSlice = (shortfall ?? 0) <= ClientHealth.timeSlice
        let cause: String? =
            if openLoop == nil {
                "a closed loop has no rate"
            } else if wasCapped {
                "requests waited for a slot, which is the server's pace"
            } else if isSlice, asked != nil, (openLoop?.achievedRate ?? 0) < (asked ?? 0) * ClientHealth.rateShare {
                "the schedule is too short: its last request was less than a time slice late"
            } else {
                nil
            }
        return check(
            "achieved_rate",
            .requestsPerSecond,
            openLoop?.achievedRate,
            atLeast: asked.map { $0 * ClientHealth.rateShare },
            unless: cause,
            "the load was lighter than asked by more than 0.5 %"
        )
    }

    var concurrency: Check {
        let wanted = asked.concurrency.map { min($0, asked.requests ?? .max) }
        let cause: String? =
            if openLoop != nil {
                "an open loop has as many under way as are due"
            } else if wanted == nil {
                "the concurrency asked for is not known"
            } else if interrupted {
                "the run was stopped"
            } else {
                nil
            }
        return check(
            "peak_in_flight",
            .requests,
            Double(client.peakInFlight),
            atLeast: wanted.map(Double.init),
            unless: cause,
            "there were requests for every slot, and not every slot had one"
        )
    }

    var slots: Check {
        let wanted = asked.concurrency.map { min($0, asked.requests ?? .max) }
        let cause: String? =
            if openLoop != nil {
                "an open loop has as many under way as are due"
            } else if let wanted, client.connectionsOpened > wanted {
                "the server closed connections, and connecting takes a slot's time"
            } else if meanInFlight == nil {
                "no slot had a second request"
            } else {
                tooShort
            }
        return check(
            "slot_use",
            .share,
            meanInFlight.flatMap { mean in wanted.map { mean / Double($0) } },
            atLeast: ClientHealth.slotUse,
            unless: cause,
            "the time in which a slot waits for its next request is lost to the throughput"
        )
    }

    private func check(
        _ id: String,
        _ unit: ClientHealth.Unit,
        _ value: Double?,
        atMost most: Double? = nil,
        atLeast least: Double? = nil,
        unless cause: String?,
        _ reason: String
    ) -> Check {
        let isChecked = cause == nil && value != nil && (most ?? least) != nil
        let holds = value.map { $0 <= most ?? .infinity && $0 >= least ?? -.infinity } ?? false
        return Check(
            id: id,
            outcome: isChecked ? holds ? .pass : .fail : .notChecked,
            value: value,
            atMost: isChecked ? most : nil,
            atLeast: isChecked ? least : nil,
            unit: unit,
            reason: isChecked ? reason : cause ?? "not measured"
        )
    }
}
