import BenchModel
import Testing

struct MaskedURLTests {
    private static let secret = "SEKRET9x"

    /// Addresses that hold the secret, in every place where one may stand.
    static let addresses: [String] = {
        let schemes = ["https://", "http://", "postgres://"]
        let users = ["user:SEKRET9x@", "SEKRET9x@", "SEKRET9x:@", ":SEKRET9x@", "us:a/SEKRET9x@", "us:p@SEKRET9x@"]
        let hosts = ["host", "host:8000", "[::1]:80", "127.0.0.1:9"]
        let paths = ["", "/", "/v1/models", "/a.json?x=1"]
        let names = ["key", "api_key", "api-key", "access_token", "TOKEN", "password", "sig", "apikey", "api%5Fkey"]
        var all: [String] = []
        for host in hosts {
            for path in paths {
                for scheme in schemes { all += users.map { scheme + $0 + host + path } }
                all.append("user:SEKRET9x@\(host)\(path)")
                for name in names {
                    let mark = path.contains("?") ? "&" : "?"
                    all += ["https://", ""].map { "\($0)\(host)\(path)\(mark)\(name)=SEKRET9x" }
                    all.append("https://\(host)\(path)\(mark)a=b&\(name)=SEKRET9x&c=d#e")
                    all.append("https://\(host)\(path)#\(mark)\(name)=SEKRET9x")
                }
            }
        }
        return all
    }()

    @Test func `no credential of an address is shown, wherever the address stands`() {
        for address in Self.addresses {
            for text in [address, "at \(address), which", "vllm=\(address)", "'\(address)'", "\"url\": \"\(address)\""]
            {
                let shown = MaskedURL.shown(text)
                #expect(!shown.contains(Self.secret), "\(text) gives \(shown)")
                #expect(shown.contains(SecretName.mask))
                #expect(!VisibleText.line(text).contains(Self.secret))
            }
        }
    }

    @Test func `what is no credential stays as it is`() {
        for text in [
            "http://127.0.0.1:8801/v1?full=1&limit=20", "vllm@0.32.0", "concord tools install vllm@0.32.0",
            "https://host/@scope/package", "results/a=b/c.json", "--set workload.concurrency=8", "a@b.c",
            "12:30 @ noon",
            "{\"temperature\": 0, \"a\": [1, 2]}", "is x = y? key=value", "http://127.0.0.1:$PORT/v1",
            "http://127.0.0.1:8000",
        ] {
            #expect(MaskedURL.shown(text) == text)
        }
    }

    @Test func `the credentials of an address are known one by one`() {
        #expect(MaskedURL.secrets(in: "http://h/health?full=1&token=SEKRET9x") == ["SEKRET9x"])
        #expect(MaskedURL.secrets(in: "http://user:SEKRET9x@h/") == ["user:SEKRET9x"])
        #expect(MaskedURL.secrets(in: "--port=8000").isEmpty)
    }
}
