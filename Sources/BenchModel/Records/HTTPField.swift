/// One header field.
package struct HTTPField: Sendable, Equatable, Codable {
    /// In lower case.
    package let name: String
    /// Without white space around it.
    package let value: String

    package init(name: String, value: String) {
        self.name = name.lowercased()
        self.value = value
    }

    /// Whether the pair can stand in a header as it is: a token, and a value without control characters.
    package static func isValid(name: String, value: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}

extension [HTTPField] {
    /// The value of the first field of that name (lower case). Nil when there is none.
    package subscript(name: String) -> String? { first { $0.name == name }?.value }
}
