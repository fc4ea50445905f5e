/// Cuts a stream of bytes into lines at `\n` and at `\r`, which progress bars use. Empty lines are left out.
struct LineSplitter: Sendable {
    /// What is longer is cut there and the rest of the line dropped. In bytes.
    static let longest = 64 * 1024

    private var line: [UInt8] = []

    mutating func split(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                lines += finish()
            } else if line.count < Self.longest {
                line.append(byte)
            }
        }
        return lines
    }

    /// The last line, when nothing more comes: one or none.
    mutating func finish() -> [String] {
        guard !line.isEmpty else { return [] }
        defer { line.removeAll(keepingCapacity: true) }
        return [String(decoding: line, as: UTF8.self)]
    }
}
