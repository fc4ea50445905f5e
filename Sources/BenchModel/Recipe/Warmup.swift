/// Requests that the harness itself sends before each tool's run, to bring the server to its working state.
/// They are drained before the tool starts and enter no figure.
package struct Warmup: Sendable, Equatable {
    /// 0 sends none. Nil: as many as the concurrency.
    package var requests: Int?
    /// Idle time between the end of one run and the start of the next. Default 1 s.
    package var pause: Duration = .seconds(1)

    package init() {}
}
