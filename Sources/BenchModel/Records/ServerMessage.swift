import Foundation

/// What a server says in an answer that is an error, as far as a person reads it: the message in OpenAI's form, in that of
/// FastAPI, in a page of HTML, or whatever text there is.
package struct ServerMessage: Sendable, Hashable {
    /// One line without control characters; cut where it is long.
    package let text: String
    /// The member of the request that the server names in a field of its own. Nil when it names none.
    package let parameter: String?

    /// Longest text in characters.
    private static let limit = 300

    package init(text: String, parameter: String? = nil) {
        self.text = Self.line(text)
        self.parameter = parameter
    }

    /// - Parameters:
    ///   - body: The answer's, or its beginning.
    ///   - fields: Of the answer's head.
    package init(body: [UInt8], fields: [HTTPField]) {
        let coding = fields["content-encoding"] ?? "identity"
        guard coding.lowercased() == "identity" else {
            self.init(text: "(a text compressed by \(coding))")
            return
        }
        guard let value = JSONValue(text: body) else {
            self.init(text: Self.plain(String(decoding: body, as: UTF8.self)))
            return
        }
        let found = Self.message(in: value)
        self.init(text: found.text ?? value.line, parameter: found.parameter)
    }

    private static func message(in value: JSONValue) -> (text: String?, parameter: String?) {
        switch value {
        case .string(let text): return (text, nil)
        case .array(let elements):
            // FastAPI's list of what is wrong with a body; or an error in a list of one.
            let parts = elements.map { (message(in: $0), place(of: $0)) }
            let texts = parts.compactMap { part, place in
                part.text.map { text in place.map { "\($0): \(text)" } ?? text }
            }
            return (
                texts.isEmpty ? nil : texts.joined(separator: "; "),
                parts.lazy.compactMap { $0.1 ?? $0.0.parameter }.first
            )
        case .object:
            for key in ["error", "detail", "errors"] {
                guard let inner = value[key], inner != .null, inner != .bool(true) else { continue }
                let found = message(in: inner)
                if found.text != nil { return found }
            }
            let text = ["message", "msg", "error_message", "reason", "title"].lazy.compactMap { value[$0]?.string }
                .first
            return (text, value["param"]?.string)
        default: return (nil, nil)
        }
    }

    /// `body.max_tokens` of `"loc": ["body", "max_tokens"]`. Nil without one.
    private static func place(of value: JSONValue) -> String? {
        let names = (value["loc"]?.array ?? []).compactMap(\.string).filter { $0 != "body" }
        return names.isEmpty ? nil : names.joined(separator: ".")
    }

    /// The text of what is no JSON: of JSON that is cut off its message, of a page its title.
    private static func plain(_ text: String) -> String {
        if let match = text.firstMatch(of: /"(?:message|msg|detail|error)"\s*:\s*"((?:[^"\\]|\\.)+)/) {
            return String(match.1).replacing("\\\"", with: "\"").replacing("\\n", with: " ")
        }
        guard text.contains(/<[a-zA-Z!\/]/) else { return text }
        if let title = text.firstMatch(of: /(?is)<title[^>]*>(.*?)<\/title>/), title.1.contains(where: \.isLetter) {
            return String(title.1)
        }
        return text.replacing(/(?is)<(script|style).*?<\/\1>/, with: " ").replacing(/<[^>]*>/, with: " ")
    }

    private static func line(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalar.properties.isWhitespace ? " " : "\u{FFFD}"
            case .format, .surrogate, .privateUse: "\u{FFFD}"
            default: scalar
            }
        }
        let words = String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace)
        let line = words.joined(separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}
