package import Traffic

/// What the native engine can be told beyond what a recipe says.
package struct LoadOptions: Sendable {
    /// From the first request on; when it has passed no more are sent. Nil: no limit.
    package var duration: Duration?
    /// Whether the workload's requests are all there are. False only with a duration: as many are sent as it lets, and
    /// prompts come again.
    package var countsRequests = true
    /// Whether answers are asked for as event streams.
    package var streams = true
    /// Nil: the engine's own default.
    package var connectTimeout: Duration?
    /// From sent to the first output-carrying chunk. Nil: no limit.
    package var firstTokenTimeout: Duration?
    /// From sent to the end of the answer. Nil: the engine's own default.
    package var totalTimeout: Duration?
    /// Without a byte, once output has begun. Nil: the engine's own default.
    package var idleTimeout: Duration?
    package var trust = TLSTrust.systemRoots

    package init() {}

    package func apply(to plan: inout LoadPlan) {
        plan.duration = duration
        plan.streams = streams
        if let connectTimeout { plan.connectTimeout = connectTimeout }
        if let firstTokenTimeout { plan.firstTokenTimeout = firstTokenTimeout }
        if let idleTimeout { plan.idleTimeout = idleTimeout }
        if let totalTimeout { plan.totalTimeout = totalTimeout }
        plan.trust = trust
    }
}
