import Traffic

/// Where the server answers, as long as its scope lasts.
struct ServedURL: Sendable {
    /// `/v1/…` is appended to it.
    let base: String
    /// Nil when the server is a real one.
    var simulator: RunningSimulator?
    /// Nil when Concord did not launch it.
    var process: LaunchedProcess?
}
