import BenchModel
import Foundation

/// JSON for stdout: stable order, readable.
enum JSONText {
    /// - Parameter isExact: Whether an address keeps its credentials, as in a command line that is to be run.
    static func of(_ value: some Encodable, isExact: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = VisibleText.json(String(decoding: try encoder.encode(value), as: UTF8.self))
        return isExact ? text : MaskedURL.shown(text)
    }
}
