/// The form in which a server's address is handed on: no slash at the end.
package enum BaseURL {
    package static func trimmed(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }
}
