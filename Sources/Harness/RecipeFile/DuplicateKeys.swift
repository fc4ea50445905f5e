/// Tells the second `requests:` of a block map from the first, by putting a tag in front of it, and knows where the
/// columns of that line were before.
struct DuplicateKeys {
    private struct Marked {
        let firstLine: Int
        let column: Int
        let tag: String
    }

    /// By line.
    private var marked: [Int: Marked] = [:]

    /// Tags every later occurrence of the key in the block map whose first occurrence is at the given place.
    /// - Returns: Whether one was found. A map in braces, on one line, is not searched.
    mutating func mark(_ key: String, at line: Int, _ column: Int, in text: inout String) -> Bool {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard line >= 1, column >= 1, line < lines.count else { return false }
        var found = false
        for index in line..<lines.count where marked[index + 1] == nil {
            let scalars = lines[index]
            guard let start = scalars.firstIndex(where: { $0 != " " && $0 != "\r" }), scalars[start] != "#" else {
                continue
            }
            if start < column - 1 { break }
            guard start == column - 1, Self.starts(scalars[start...], with: key) else { continue }
            let tag = "!again-\(index + 1) "
            lines[index].insert(contentsOf: tag.unicodeScalars, at: start)
            marked[index + 1] = Marked(firstLine: line, column: column, tag: tag)
            found = true
        }
        if found { text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n") }
        return found
    }

    /// The line of the key's first occurrence, for a tag that `mark` gave.
    func firstLine(ofTag tag: String) -> Int? {
        marked.values.first { $0.tag.dropLast() == tag }?.firstLine
    }

    /// The column that a place of the tagged text has in the original.
    func column(_ column: Int, line: Int) -> Int {
        guard let marked = marked[line], column > marked.column else { return column }
        return max(column - marked.tag.unicodeScalars.count, marked.column)
    }

    private static func starts(_ line: ArraySlice<Unicode.Scalar>, with key: String) -> Bool {
        for written in [key, "\"\(key)\"", "'\(key)'"] where line.starts(with: written.unicodeScalars) {
            if line.dropFirst(written.unicodeScalars.count).first(where: { $0 != " " }) == ":" { return true }
        }
        return false
    }
}
