import Foundation
import NIOCore
import NIOPosix

/// The words for a connection that could not be made.
enum ConnectFailure {
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            let attempts = error.connectionErrors.map { reason($0.error) }
            let unique = attempts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return unique.isEmpty ? "the host name '\(error.host)' is not known" : unique.joined(separator: "; ")
        case let error as IOError: return String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout(let amount):
            return "no answer within \(Double(amount.nanoseconds) / 1e9) s"
        default: return "\(error)"
        }
    }
}
