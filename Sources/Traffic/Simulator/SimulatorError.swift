/// Why the simulator could not do its work.
package enum SimulatorError: Error, Equatable, CustomStringConvertible {
    case cannotListen(host: String, port: Int, reason: String)
    case cannotWriteLog(path: String, reason: String)
    case limits(LimitShortage)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason):
            "simulator: cannot listen on \(host), port \(port): \(reason). Choose another port, or 0 for any free one."
        case .limits(let shortage): "simulator: \(shortage.fact)."
        case .cannotWriteLog(let path, let reason):
            "simulator: cannot write the log \(path): \(reason). Choose a file in a folder that exists and has room."
        }
    }
}
