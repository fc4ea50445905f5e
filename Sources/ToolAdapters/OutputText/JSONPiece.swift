/// A JSON value that stands in a text: alone, one a line, or between other lines.
struct JSONPiece {
    /// Of its first byte, from 1.
    let line: Int
    let value: PythonJSON

    /// A place where a value begins that is none.
    struct Broken {
        let line: Int
        /// Of its first byte, from 0.
        let offset: Int
        let failure: PythonJSONParser.Failure
    }

    /// Every object and list that begins a line or follows another one, in order.
    static func all(in bytes: [UInt8]) -> (pieces: [JSONPiece], broken: [Broken]) {
        var pieces: [JSONPiece] = []
        var broken: [Broken] = []
        var line = 1
        var offset = 0
        var isLineStart = true
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x0A:
                line += 1
                isLineStart = true
            case 0x20, 0x09, 0x0D: break
            case UInt8(ascii: "{") where isLineStart, UInt8(ascii: "[") where isLineStart:
                var parser = PythonJSONParser(bytes)
                parser.move(by: offset)
                do throws(PythonJSONParser.Failure) {
                    let value = try parser.value()
                    pieces.append(JSONPiece(line: line, value: value))
                    line += bytes[offset..<parser.offset].count { $0 == 0x0A }
                    offset = parser.offset - 1
                } catch {
                    broken.append(Broken(line: line, offset: offset, failure: error))
                    isLineStart = false
                }
            default: isLineStart = false
            }
            offset += 1
        }
        return (pieces, broken)
    }
}
