import Foundation

/// The members of a request's body, a JSON object, as they stand in it. They are found without decoding them: a run has
/// many bodies, and most of each is the prompt.
package struct BodyMembers: Sendable, Equatable {
    /// What a client makes anew for every run or request, so that bodies that ask for the same differ in it.
    package static let salts: Set<String> = ["cache_salt", "request_id", "user"]

    /// The text of each value without white space around it. The last of several members of a name.
    package private(set) var texts: [String: ArraySlice<UInt8>] = [:]

    /// Nil when the body is no JSON object as far as its outline shows.
    package init?(_ body: [UInt8]) {
        var place = 0
        Self.skipSpace(body, &place)
        guard place < body.count, body[place] == UInt8(ascii: "{") else { return nil }
        place += 1
        Self.skipSpace(body, &place)
        if place < body.count, body[place] == UInt8(ascii: "}") { return }
        while true {
            Self.skipSpace(body, &place)
            let start = place
            guard place < body.count, body[place] == UInt8(ascii: "\""), Self.skipValue(body, &place) else {
                return nil
            }
            guard let name = Self.name(body[start..<place]) else { return nil }
            Self.skipSpace(body, &place)
            guard place < body.count, body[place] == UInt8(ascii: ":") else { return nil }
            place += 1
            Self.skipSpace(body, &place)
            let value = place
            guard Self.skipValue(body, &place) else { return nil }
            texts[name] = body[value..<place]
            Self.skipSpace(body, &place)
            guard place < body.count else { return nil }
            if body[place] == UInt8(ascii: "}") { return }
            guard body[place] == UInt8(ascii: ",") else { return nil }
            place += 1
        }
    }

    /// A value, decoded. Nil when it is missing, `null` or no JSON.
    package subscript(name: String) -> JSONValue? {
        guard let value = texts[name].flatMap(Self.decode), value != .null else { return nil }
        return value
    }

    /// The body with its members in alphabetic order, without white space outside of strings and without the salts.
    package var canonical: [UInt8] {
        var bytes: [UInt8] = []
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) where !Self.salts.contains(name) {
            bytes += Array(name.utf8) + [UInt8(ascii: ":")] + Self.dense(text) + [UInt8(ascii: ",")]
        }
        return bytes
    }

    /// What the model is asked: the texts of all messages with their roles, or the prompt. Whether a text stands alone or
    /// in a list of parts makes no difference. Nil when there is none.
    package var prompt: [UInt8]? {
        if let prompt = self["prompt"] {
            return prompt.string.map { Array($0.utf8) } ?? texts["prompt"].map(Self.dense)
        }
        guard let messages = self["messages"]?.array else { return nil }
        var bytes: [UInt8] = []
        for message in messages {
            let content = message["content"]
            let parts = content?.array?.compactMap { $0["text"]?.string } ?? [content?.string ?? ""]
            bytes += Array((message["role"]?.string ?? "").utf8) + [0] + Array(parts.joined().utf8) + [0]
        }
        return bytes
    }

    /// Nearly every name stands for itself.
    private static func name(_ text: ArraySlice<UInt8>) -> String? {
        if text.contains(where: { $0 == UInt8(ascii: "\\") || $0 < 0x20 || $0 > 0x7E }) { return decode(text)?.string }
        return String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func decode(_ text: ArraySlice<UInt8>) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(text))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func skipSpace(_ body: [UInt8], _ place: inout Int) {
        while place < body.count, isSpace(body[place]) { place += 1 }
    }

    private static func skipString(_ body: [UInt8], _ place: inout Int) -> Bool {
        place += 1
        while place < body.count {
            switch body[place] {
            case UInt8(ascii: "\""):
                place += 1
                return true
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        return false
    }

    /// Goes behind a value of any kind; brackets are counted, not matched.
    private static func skipValue(_ body: [UInt8], _ place: inout Int) -> Bool {
        let start = place
        var depth = 0
        while place < body.count {
            switch body[place] {
            case UInt8(ascii: "\""):
                guard skipString(body, &place) else { return false }
                if depth == 0 { return true }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place > start }
                depth -= 1
                place += 1
                if depth == 0 { return true }
            case UInt8(ascii: ","), 0x20, 0x09...0x0D:
                if depth == 0 { return place > start }
                place += 1
            default: place += 1
            }
        }
        return false
    }

    /// Without white space outside of strings.
    private static func dense(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var isString = false
        var isEscaped = false
        for byte in text {
            if isString {
                (isString, isEscaped) = (
                    isEscaped || byte != UInt8(ascii: "\""), !isEscaped && byte == UInt8(ascii: "\\")
                )
            } else {
                if isSpace(byte) { continue }
                isString = byte == UInt8(ascii: "\"")
            }
            bytes.append(byte)
        }
        return bytes
    }
}
