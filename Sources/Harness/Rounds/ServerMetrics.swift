import BenchModel
import Traffic

/// The server's own counters, read while no tool runs.
struct ServerMetrics: Sendable {
    let baseURL: String
    let headers: [(String, String)]

    /// Nil when the server has no page of counters that is understood.
    func read() async -> ServerCounters? {
        let reply = try? await HTTPClient.request("GET", url: baseURL + "/metrics", headers: headers)
        guard let reply, reply.status == 200 else { return nil }
        let counters = ServerCounters(page: String(decoding: reply.body, as: UTF8.self))
        return counters.isEmpty ? nil : counters
    }
}
