import Foundation

/// Where an output is, and which of its runs is meant: `PATH` or `PATH#N`.
struct OutputPath {
    let path: String
    /// From 1. Nil when none is named.
    let pick: Int?

    /// A path that is there as it stands is no other one with a number.
    init(_ text: String) {
        if !FileManager.default.fileExists(atPath: text), let mark = text.lastIndex(of: "#"),
            let number = Int(text[text.index(after: mark)...]), number > 0
        {
            path = String(text[..<mark])
            pick = number
        } else {
            path = text
            pick = nil
        }
    }
}
