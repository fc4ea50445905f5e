/// Every scalar of a JSON text with its place, found without a JSON library: what is compared must not be read by the code
/// under test. Stops where the text is no JSON any more and keeps what it has.
struct JSONLeaves {
    struct Leaf: Sendable {
        /// `a.b[].c`; every element of an array has the same path.
        let path: String
        let value: Range<Int>
        /// Key, value and a comma, or an element and a comma.
        let whole: Range<Int>
        /// Where the innermost object begins. Nil outside of any.
        let object: Int?
    }

    private(set) var leaves: [Leaf] = []
    /// Behind the last byte that was understood.
    private(set) var end: Int
    private let bytes: [UInt8]
    private static let depthLimit = 40

    /// - Parameter start: Where a value begins; further values may follow it.
    init(_ bytes: [UInt8], from start: Int = 0, onlyFirst: Bool = false) {
        self.bytes = bytes
        end = start
        repeat {
            skipBlanks()
            guard end < bytes.count, value(path: "", from: end, object: nil, depth: 0) else { return }
            skipBlanks()
        } while !onlyFirst && end < bytes.count
    }

    private mutating func skipBlanks() {
        while end < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[end]) { end += 1 }
    }

    private mutating func skip(_ character: Character) -> Bool {
        skipBlanks()
        guard end < bytes.count, bytes[end] == character.asciiValue else { return false }
        end += 1
        return true
    }

    /// - Parameter start: Of what belongs to the value alone: its key, or the value itself.
    private mutating func value(path: String, from start: Int, object: Int?, depth: Int) -> Bool {
        skipBlanks()
        guard end < bytes.count, depth < Self.depthLimit else { return false }
        switch bytes[end] {
        case UInt8(ascii: "{"): return members(path: path, depth: depth)
        case UInt8(ascii: "["): return elements(path: path, object: object, depth: depth)
        default: break
        }
        let first = end
        guard bytes[end] == UInt8(ascii: "\"") ? string() != nil : word() else { return false }
        let value = first..<end
        skipBlanks()
        let comma = end < bytes.count && bytes[end] == UInt8(ascii: ",")
        var whole = start..<(comma ? end + 1 : value.upperBound)
        if !comma {
            var before = start
            while before > 0, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[before - 1]) { before -= 1 }
            if before > 0, bytes[before - 1] == UInt8(ascii: ",") { whole = (before - 1)..<value.upperBound }
        }
        leaves.append(Leaf(path: path, value: value, whole: whole, object: object))
        return true
    }

    private mutating func members(path: String, depth: Int) -> Bool {
        let object = end
        end += 1
        if skip("}") { return true }
        repeat {
            skipBlanks()
            let start = end
            guard end < bytes.count, bytes[end] == UInt8(ascii: "\""), let key = string(), skip(":") else {
                return false
            }
            let name = path.isEmpty ? key : "\(path).\(key)"
            guard value(path: name, from: start, object: object, depth: depth + 1) else { return false }
        } while skip(",")
        return skip("}")
    }

    private mutating func elements(path: String, object: Int?, depth: Int) -> Bool {
        end += 1
        if skip("]") { return true }
        repeat {
            skipBlanks()
            guard value(path: path + "[]", from: end, object: object, depth: depth + 1) else { return false }
        } while skip(",")
        return skip("]")
    }

    /// The text between quotes, escapes as they stand.
    private mutating func string() -> String? {
        let start = end + 1
        end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count else { return nil }
        end += 1
        return String(decoding: bytes[start..<(end - 1)], as: UTF8.self)
    }

    /// A number or a literal.
    private mutating func word() -> Bool {
        let start = end
        while end < bytes.count, !Array(" \n\r\t,]}:[{\"".utf8).contains(bytes[end]) { end += 1 }
        return end > start
    }
}
