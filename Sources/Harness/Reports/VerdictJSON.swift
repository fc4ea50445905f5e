package import BenchModel
package import Foundation

/// `verdict.json`, there and back.
package enum VerdictJSON {
    package static func encode(_ document: VerdictDocument) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // The judge lets no infinity through; should one come from elsewhere, a readable file beats none.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        guard let data = try? encoder.encode(document) else {
            preconditionFailure("a verdict document consists of plain values")
        }
        return MaskedURL.shown(VisibleText.json(String(decoding: data, as: UTF8.self))) + "\n"
    }

    /// - Throws: `DecodingError` when the data is no verdict of this version.
    package static func decode(_ data: Data) throws -> VerdictDocument {
        let document = try JSONDecoder().decode(VerdictDocument.self, from: data)
        guard document.schema == VerdictDocument.schemaName else {
            let context = DecodingError.Context(
                codingPath: [],
                debugDescription: "schema '\(document.schema)' is not '\(VerdictDocument.schemaName)'"
            )
            throw DecodingError.dataCorrupted(context)
        }
        return document
    }
}
