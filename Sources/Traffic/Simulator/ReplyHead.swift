import NIOHTTP1

/// Status line and headers of a reply, written as text: the simulator frames its bodies itself.
enum ReplyHead {
    static func text(status: Int, headers: [String], keepAlive: Bool) -> String {
        let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
        let headers = ["server: concord"] + headers + (keepAlive ? [] : ["connection: close"])
        return "HTTP/1.1 \(status) \(reason)\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// A reply in full.
    /// - Parameter bodiless: true for HEAD, whose reply tells the length of a body that is left out.
    static func whole(
        status: Int,
        body: String,
        contentType: String = "application/json",
        allow: String? = nil,
        keepAlive: Bool,
        bodiless: Bool = false
    ) -> String {
        var headers = ["content-length: \(body.utf8.count)"]
        if !body.isEmpty { headers.append("content-type: \(contentType)") }
        if let allow { headers.append("allow: \(allow)") }
        return text(status: status, headers: headers, keepAlive: keepAlive) + (bodiless ? "" : body)
    }
}
