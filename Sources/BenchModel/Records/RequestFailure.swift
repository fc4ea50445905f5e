/// Why a request did not complete.
package struct RequestFailure: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// No connection could be made.
        case connect
        /// The server answered with a status other than 2xx.
        case status
        /// The connection ended before the answer did.
        case truncated
        /// A time-out passed.
        case timeout
        /// The answer was not what the protocol says.
        case malformed
        /// The stream carried an error object under HTTP 200.
        case inBand = "in_band"
        /// The run was stopped while the request was under way.
        case cancelled
        /// The tool counted it as failed and says no more.
        case unspecified
    }

    package let kind: Kind
    /// What the server or the system said; never holds a secret.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
