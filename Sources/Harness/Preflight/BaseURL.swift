/// The form in which a server's address is handed on, whatever part of it a user gave: without a slash at the end and
/// without the API's own path, which every tool appends by itself.
package enum BaseURL {
    private static let ends = ["/v1/chat/completions", "/v1/completions", "/v1/models", "/v1", "/"]

    package static func trimmed(_ url: String) -> String {
        var url = url
        while let end = ends.first(where: url.hasSuffix) { url.removeLast(end.count) }
        return url
    }
}
