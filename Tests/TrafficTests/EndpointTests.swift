import Testing

@testable import Traffic

struct EndpointTests {
    @Test func `a URL is taken apart`() throws {
        let endpoint = try Endpoint(url: "HTTP://server.local:8000/prefix/?a=b#c")
        #expect(endpoint.host == "server.local")
        #expect(endpoint.port == 8000)
        #expect(endpoint.path == "/prefix/?a=b")
        #expect(endpoint.hostField == "server.local:8000")
        #expect(!endpoint.isIPv6Literal)
        #expect(try Endpoint(url: "http://server/prefix/").pathPrefix == "/prefix")
    }

    @Test func `the port defaults to 80 and the target to the root`() throws {
        let endpoint = try Endpoint(url: "http://server")
        #expect(endpoint.port == 80)
        #expect(endpoint.target == "/")
        #expect(endpoint.pathPrefix == "")
        #expect(endpoint.hostField == "server")
    }

    @Test func `https has a port of its own, which the host field leaves out`() throws {
        let endpoint = try Endpoint(url: "https://server/v1")
        #expect(endpoint.isSecure)
        #expect(endpoint.port == 443)
        #expect(endpoint.hostField == "server")
        let other = try Endpoint(url: "https://server:80")
        #expect(other.hostField == "server:80")
    }

    @Test func `an IPv6 literal keeps its brackets only in the host field`() throws {
        let endpoint = try Endpoint(url: "http://[::1]:8080/v1")
        #expect(endpoint.host == "::1")
        #expect(endpoint.isIPv6Literal)
        #expect(endpoint.hostField == "[::1]:8080")
        #expect(endpoint.target == "/v1")
    }

    @Test(arguments: [
        ("", EndpointError.empty), ("localhost:8000", .noScheme("localhost:8000")),
        ("ftp://x", .unsupportedScheme("ftp")),
        ("http://user:pass@x", .hasCredentials), ("http://:80/", .noHost("http://:80/")),
        ("http://x:0", .invalidPort("0")), ("http://x:65536", .invalidPort("65536")), ("http://x:", .invalidPort("")),
        ("http://[::1", .noHost("http://[::1")), ("http://x/a b", .invalidCharacter("http://x/a b")),
        ("http://x/\r\nA: b", .invalidCharacter("http://x/\r\nA: b")),
    ])
    func `a URL that cannot be used is told why`(url: String, error: EndpointError) {
        #expect(throws: error) { try Endpoint(url: url) }
        #expect(!error.fact.isEmpty)
    }
}
