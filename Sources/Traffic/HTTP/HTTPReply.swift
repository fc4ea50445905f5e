package import BenchModel

/// A whole response.
package struct HTTPReply: Sendable, Equatable {
    package let status: Int
    package let headers: [HTTPField]
    package let body: [UInt8]

    package init(status: Int, headers: [HTTPField], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
