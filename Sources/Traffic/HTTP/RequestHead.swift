import BenchModel

/// Writes the request line and header of a request.
enum RequestHead {
    /// Bytes up to where the value of `content-length` is to follow, or with the blank line when `hasBody` is false.
    /// `host`, `content-length` and `transfer-encoding` among the headers are not sent: they are set here.
    static func bytes(
        _ method: String,
        endpoint: Endpoint,
        headers: [(name: String, value: String)],
        hasBody: Bool
    ) -> [UInt8] {
        var text = "\(method) \(endpoint.target) HTTP/1.1\r\nhost: \(endpoint.hostField)\r\n"
        let own = headers.filter { !["host", "content-length", "transfer-encoding"].contains($0.name.lowercased()) }
        if hasBody, !own.contains(where: { $0.name.lowercased() == "content-type" }) {
            text += "content-type: application/json\r\n"
        }
        for (name, value) in own { text += "\(name): \(value)\r\n" }
        text += hasBody ? "content-length: " : "\r\n"
        return Array(text.utf8)
    }

    /// Name of the first header that cannot be sent. Nil when all can.
    static func firstInvalid(_ headers: [(name: String, value: String)]) -> String? {
        headers.first { !HTTPField.isValid(name: $0.name, value: $0.value) }?.name
    }
}
