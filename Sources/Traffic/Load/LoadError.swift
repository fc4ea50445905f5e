/// Why no load could be sent. A request that fails is not an error but a record.
package enum LoadError: Error, Equatable {
    case endpoint(EndpointError)
    case noRequests
    /// Less than 1; the number is what was asked for.
    case concurrency(Int)
    /// A header that cannot be sent; the text is its name.
    case invalidHeader(String)
    /// The very first connection could not be made.
    case unreachable(host: String, port: Int, reason: String)
    /// The event loop itself failed; the text is the system's reason.
    case engine(String)
    case limits(LimitShortage)

    /// What is wrong and what to do, as one sentence without a full stop.
    package var fact: String {
        switch self {
        case .endpoint(let error): error.fact
        case .noRequests: "there is no request to send"
        case .concurrency(let number): "the concurrency is \(number); it must be at least 1"
        case .invalidHeader(let name): "the header '\(name)' holds a character that a header cannot hold"
        case .unreachable(let host, let port, let reason):
            "no connection to \(host) port \(port): \(reason); is the server running"
        case .engine(let reason): "the load engine failed: \(reason)"
        case .limits(let shortage): shortage.fact
        }
    }
}
