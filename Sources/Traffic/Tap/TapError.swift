/// Why a tap cannot stand between a client and a server.
package enum TapError: Error, Equatable {
    case endpoint(EndpointError)
    case unknownHost(String)
    case cannotListen(host: String, port: Int, reason: String)
    case failed(String)
    case limits(LimitShortage)

    /// What is wrong, as one sentence without a full stop.
    package var fact: String {
        switch self {
        case .endpoint(let error): error.fact
        case .unknownHost(let reason): reason
        case .cannotListen(let host, let port, let reason): "the tap cannot listen at \(host) port \(port): \(reason)"
        case .failed(let reason): "the tap failed: \(reason)"
        case .limits(let shortage): shortage.fact
        }
    }
}
