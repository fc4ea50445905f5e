import BenchModel

/// Reads the text that the client keeps of a failed request: the HTTP reason phrase, its own sentence, or the
/// traceback of a Python exception.
enum VLLMFailure {
    private static let longest = 300

    static func failure(from error: String) -> RequestFailure {
        let lines = error.split { $0.isNewline }
        let isTraceback = lines.count > 1 && error.contains("Traceback")
        let last = String((lines.last ?? "").prefix(longest))
        return RequestFailure(isTraceback ? kind(ofException: last) : kind(ofPhrase: last), last)
    }

    private static func kind(ofException line: String) -> RequestFailure.Kind {
        let name = line.prefix { $0 != ":" }
        func isOneOf(_ names: [String]) -> Bool { names.contains { name.hasSuffix($0) } }
        if isOneOf(["ClientConnectorError", "ClientConnectorDNSError", "ConnectionRefusedError", "ClientOSError"]) {
            return .connect
        }
        if isOneOf(["ClientPayloadError", "ServerDisconnectedError", "ConnectionResetError", "TransferEncodingError"]) {
            return .truncated
        }
        if isOneOf(["TimeoutError", "ServerTimeoutError"]) { return .timeout }
        if isOneOf(["JSONDecodeError", "KeyError", "IndexError", "UnicodeDecodeError", "ClientResponseError"]) {
            return .malformed
        }
        return .unspecified
    }

    private static func kind(ofPhrase phrase: String) -> RequestFailure.Kind {
        phrase.hasPrefix("Never received a valid chunk") ? .malformed : .status
    }
}
