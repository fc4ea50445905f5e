package import BenchModel
import Foundation
package import Traffic

/// What the native engine leaves in its folder: `measurement.json` and `records.jsonl`, one request a line.
package enum NativeReportWriter {
    /// - Parameters:
    ///   - plan: What the engine was told to do. Nil: not known.
    ///   - duration: How long it was asked to send. Nil: no limit.
    package static func document(
        of result: LoadResult,
        plan: LoadPlan? = nil,
        duration: Duration? = nil,
        slo: ServiceLevel? = nil
    ) -> MeasurementDocument {
        var client = result.client
        client.connectionsOpened = result.connectionsOpened
        client.peakInFlight = result.peakInFlight
        return MeasurementDocument(
            records: result.records,
            client: client,
            load: plan.map { asked(by: $0, duration) },
            interrupted: result.interrupted,
            scheduleStart: result.scheduleStart,
            slo: slo
        )
    }

    private static func asked(by plan: LoadPlan, _ duration: Duration?) -> AskedLoad {
        AskedLoad(
            requests: plan.requests == .max ? nil : plan.requests,
            duration: duration?.seconds,
            concurrency: plan.concurrency == .max ? nil : plan.concurrency,
            rate: plan.due.flatMap { due in due.last.map { Double(due.count) / $0 } },
            streams: plan.streams
        )
    }

    static func write(_ result: LoadResult, plan: LoadPlan? = nil, to folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var lines = Data()
        for record in result.records where record.failure?.kind != .cancelled {
            lines.append(try encoder.encode(record))
            lines.append(UInt8(ascii: "\n"))
        }
        try lines.write(to: URL(filePath: folder).appending(path: "records.jsonl"))
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(document(of: result, plan: plan))
            .write(to: URL(filePath: folder).appending(path: "measurement.json"))
    }
}
