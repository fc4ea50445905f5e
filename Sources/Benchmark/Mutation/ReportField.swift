/// One value in the text of a report: which field it belongs to and where it stands.
struct ReportField: Sendable, Equatable {
    /// The form of the text and the field's own name: `vllm.json/mean_ttft_ms`, `vllm.json/itls[][]`.
    var name: String
    /// The value's bytes, quotes of a JSON text included.
    var value: Range<Int>
    /// What is to be cut so that the field is not there, a separator included. Nil where one field cannot go alone.
    var whole: Range<Int>?
}

/// A change of some bytes.
struct TextEdit: Sendable {
    var range: Range<Int>
    var text: [UInt8]

    /// - Parameter edits: Of ranges that do not overlap.
    static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where edit.range.lowerBound >= position {
            result += bytes[position..<edit.range.lowerBound]
            result += edit.text
            position = edit.range.upperBound
        }
        return result + bytes[position...]
    }
}
