package import BenchModel
import Foundation
package import Traffic

/// What the native engine leaves in its folder: `measurement.json` and `records.jsonl`, one request a line.
package enum NativeReportWriter {
    package static func document(of result: LoadResult) -> MeasurementDocument {
        MeasurementDocument(
            records: result.records,
            client: MeasurementDocument.Client(
                cpuSeconds: result.client.cpuSeconds,
                peakMemoryBytes: result.client.peakMemoryBytes,
                cpuShare: result.client.cpuShare,
                loopLagP99: result.client.loopLagP99,
                connectionsOpened: result.connectionsOpened,
                peakInFlight: result.peakInFlight
            ),
            interrupted: result.interrupted,
            scheduleStart: result.scheduleStart
        )
    }

    static func write(_ result: LoadResult, to folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for record in result.records where record.failure?.kind != .cancelled {
            lines.append(try encoder.encode(record))
            lines.append(UInt8(ascii: "\n"))
        }
        try lines.write(to: URL(filePath: folder).appending(path: "records.jsonl"))
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(document(of: result)).write(to: URL(filePath: folder).appending(path: "measurement.json"))
    }
}
