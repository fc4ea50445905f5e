package import BenchModel

/// A simulator that accepts connections, as long as the scope that gave it lasts.
package struct RunningSimulator: Sendable {
    package let port: Int
    private let host: String
    private let figures: SimulatorFigures
    /// Nil when no log was asked for.
    private let log: RequestLog?

    init(host: String, port: Int, figures: SimulatorFigures, log: RequestLog?) {
        self.host = host
        self.port = port
        self.figures = figures
        self.log = log
    }

    /// Brings the log up to date: its lines are else written when the processor has nothing better to do.
    package func completeLog() { log?.flush() }

    /// How well the schedule was kept until now.
    package var lag: ScheduleLag {
        let lag = figures.now.lag
        return ScheduleLag(parts: lag.count, p99: lag.quantile(0.99), maximum: lag.maximum)
    }

    /// URL to which `/v1/…` is appended. An address that means every interface is given as the loopback one.
    package var baseURL: String {
        switch host {
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        case let host where host.contains(":"): "http://[\(host)]:\(port)"
        default: "http://\(host):\(port)"
        }
    }
}
