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

    package struct Client: Sendable, Codable, Equatable {
        /// User and system time of the process during the run.
        package var cpuSeconds: Double
        /// Largest resident set of the process.
        package var peakMemoryBytes: Int
        /// CPU time as a share of the run's wall time; 1 is one whole core.
        package var cpuShare: Double
        /// How late the event loop ran its timers, 99th percentile, in seconds. Nil when not measured.
        package var loopLagP99: Double?
        package var connectionsOpened: Int
        package var peakInFlight: Int

        package init(
            cpuSeconds: Double,
            peakMemoryBytes: Int,
            cpuShare: Double,
            loopLagP99: Double?,
            connectionsOpened: Int,
            peakInFlight: Int
        ) {
            self.cpuSeconds = cpuSeconds
            self.peakMemoryBytes = peakMemoryBytes
            self.cpuShare = cpuShare
            self.loopLagP99 = loopLagP99
            self.connectionsOpened = connectionsOpened
            self.peakInFlight = peakInFlight
        }

        private enum CodingKeys: String, CodingKey {
            case cpuSeconds = "cpu_seconds"
            case peakMemoryBytes = "peak_memory_bytes"
            case cpuShare = "cpu_share"
            case loopLagP99 = "loop_lag_p99"
            case connectionsOpened = "connections_opened"
            case peakInFlight = "peak_in_flight"
        }
    }

    package var schema = MeasurementDocument.schemaName
    package var tool = ToolID.native
    package var version = Release.version
    package var metrics: [MetricID: Value]
    package var requests: Requests
    package var client: Client
    /// True when the run was stopped before all its requests were done.
    package var interrupted: Bool
    /// Nil in a closed loop.
    package var openLoop: OpenLoop?

    /// - Parameter scheduleStart: When the due times count from. Nil in a closed loop.
    package init(records: [RequestRecord], client: Client, interrupted: Bool, scheduleStart: Instant? = nil) {
        let finished = records.filter { $0.failure?.kind != .cancelled }
        metrics = CanonicalMetrics.compute(from: finished).mapValues { Value(value: $0.value, unit: .seconds) }
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
        self.interrupted = interrupted
        openLoop = scheduleStart.map { OpenLoop(records: records, start: $0) }
    }

    private enum CodingKeys: String, CodingKey {
        case schema, tool, version, metrics, requests, client, interrupted
        case openLoop = "open_loop"
    }
}
