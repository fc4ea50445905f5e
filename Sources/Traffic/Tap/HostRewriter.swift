/// Gives requests the `host` field that the server knows itself by, and changes nothing else: a server behind a name, as one
/// of several at an address or with a certificate, would not answer to the tap's.
struct HostRewriter {
    private let field: [UInt8]
    private var parser = HTTPRequestParser()
    /// Of a head that has not come whole.
    private var head: [UInt8] = []
    private var isBlind = false

    /// Nil for a server that is known by its address, which does not look at the field.
    init?(_ endpoint: Endpoint) {
        let isAddress = endpoint.isIPv6Literal || endpoint.host.allSatisfy { $0.isNumber || $0 == "." }
        guard !isAddress, endpoint.host != "localhost" else { return nil }
        field = Array("host: \(endpoint.hostField)".utf8)
    }

    /// Bytes of a client, as they go on.
    mutating func rewrite(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard !isBlind else { return Array(bytes) }
        var result: [UInt8] = []
        var start = 0
        var position = 0
        do throws(HTTPFormatError) {
            while true {
                let isHead = parser.isInHead
                start = position
                let event = try parser.next(in: bytes.bytes, from: &position)
                if isHead { head += bytes[start..<position] } else { result += bytes[start..<position] }
                if case .head? = event {
                    result += renamed(head)
                    head = []
                }
                guard event != nil else { return result }
            }
        } catch {
            isBlind = true
            // What is no request goes on as it is.
            return result + head + bytes[start...]
        }
    }

    private func renamed(_ head: [UInt8]) -> [UInt8] {
        var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
        for place in lines.indices.dropFirst() {
            let name = lines[place].prefix { $0 != UInt8(ascii: ":") }
            guard String(decoding: name, as: UTF8.self).lowercased() == "host" else { continue }
            let end = lines[place].last == 0x0D ? [0x0D] : [UInt8]()
            lines[place] = field + end
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}
