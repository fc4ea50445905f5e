/// `measurement.json`: what the native engine reports of one run. Values are in base units; `unit` names them.
package struct MeasurementDocument: Sendable, Codable, Equatable {
    package static let schemaName = "https://concord.dev/schema/measurement/1"

    package struct Value: Sendable, Codable, Equatable {
        package var value: Double
        package var unit: MetricUnit
    }

    package struct Requests: Sendable, Codable, Equatable {
        package var completed: Int
        package var failed: Int
        /// Failures by kind. Empty when none failed.
        package var failures: [String: Int]
        /// One message of each kind.
        package var samples: [String: String]
    }

    package var schema = MeasurementDocument.schemaName
    package var tool = ToolID.native
    package var version = Release.version
    package var metrics: [MetricID: Value]
    package var requests: Requests
    package var client: ClientUsage
    /// What was asked for. Nil when that is not known.
    package var load: AskedLoad?
    /// Requests under way on average while slots were filled again. Nil when none was.
    package var meanInFlight: Double?
    /// True when the run was stopped before all its requests were done.
    package var interrupted: Bool
    /// Nil in a closed loop.
    package var openLoop: OpenLoop?
    /// Nil when no service level was asked for.
    package var goodput: Goodput?
    /// Of each latency that has metrics, from its smallest to its 99th percentile.
    package var histograms: [MetricFamily: Histogram]?
    package private(set) var health: ClientHealth?

    /// - Parameters:
    ///   - load: What was asked for. Nil when not known.
    ///   - scheduleStart: When the due times count from. Nil in a closed loop.
    package init(
        records: [RequestRecord],
        client: ClientUsage,
        load: AskedLoad? = nil,
        interrupted: Bool,
        scheduleStart: Instant? = nil,
        slo: ServiceLevel? = nil
    ) {
        let finished = records.filter { $0.failure?.kind != .cancelled }
        // Of an answer that came whole, only its end is known.
        let absent: Set<MetricFamily> = load?.streams == false ? [.ttft, .tpot, .itl] : []
        metrics = CanonicalMetrics.compute(from: finished, absent: absent)
            .mapValues { Value(value: $0.value, unit: .seconds) }
        for id in metrics.keys { metrics[id]?.unit = id.unit }
        var failures: [String: Int] = [:]
        var samples: [String: String] = [:]
        for failure in finished.compactMap(\.failure) {
            failures[failure.kind.rawValue, default: 0] += 1
            if samples[failure.kind.rawValue] == nil { samples[failure.kind.rawValue] = failure.message }
        }
        requests = Requests(
            completed: finished.count(where: \.succeeded),
            failed: finished.count { !$0.succeeded },
            failures: failures,
            samples: samples
        )
        self.client = client
        self.load = load
        self.interrupted = interrupted
        // In an open loop slots are filled as requests become due.
        meanInFlight = Self.meanInFlight(records, slots: scheduleStart == nil ? load?.concurrency ?? 1 : 1)
        openLoop = scheduleStart.map { OpenLoop(records: records, start: $0) }
        let duration = metrics[MetricID(.duration)]?.value
        goodput = slo.map { Goodput($0, records: finished, duration: duration) }
        histograms = Self.histograms(of: finished, metrics)
        health = ClientHealth(of: self)
    }

    private enum CodingKeys: String, CodingKey {
        case schema, tool, version, metrics, requests, client, load, interrupted, goodput, histograms, health
        case meanInFlight = "mean_in_flight"
        case openLoop = "open_loop"
    }
}
