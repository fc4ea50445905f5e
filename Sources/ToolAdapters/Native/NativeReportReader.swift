import BenchModel
import Foundation

/// Reads what the native engine wrote, as any other tool's output is read.
enum NativeReportReader {
    private static let lookedFor = "a measurement.json of the native engine"

    static func read(_ output: ToolOutput) throws(OutputError) -> ToolReport {
        var documents: [(path: String, document: MeasurementDocument)] = []
        var lists: [(path: String, records: [RequestRecord])] = []
        for path in output.files {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            if isMeasurement(data) {
                do { documents.append((path, try JSONDecoder().decode(MeasurementDocument.self, from: data))) } catch {
                    throw OutputError(tool: .native, problem: .cutOff, lookedFor: lookedFor, place: path)
                }
            } else if data.starts(with: Data("{\"contentChunks\":".utf8)) {
                lists.append((path, try readRecords(data, path: path)))
            }
        }
        guard !documents.isEmpty else {
            throw OutputError(tool: .native, problem: .missing, lookedFor: lookedFor, place: output.path)
        }
        let runs = documents.map { path, document in
            OutputRun(
                place: path,
                work: document.load.map { work(of: $0) } ?? ReportedWork(),
                figures: document.metrics.mapValues { MetricValue($0.value) }
            )
        }
        let found = documents[try OutputRun.choice(of: runs, in: output, tool: .native)]
        func folder(_ path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }
        let records = lists.first { folder($0.path) == folder(found.path) }
        let requests = found.document.requests
        if let records, records.records.count != requests.completed + requests.failed {
            throw OutputError(
                tool: .native,
                problem: .cutOff,
                lookedFor: "\(requests.completed + requests.failed) request records",
                place: records.path
            )
        }
        var report = ToolReport(tool: .native, version: ToolVersion(found.document.version))
        report.sources.append(ToolReport.Source(kind: "native measurement", path: found.path))
        report.serverCountedInput = true
        report.health = found.document.health
        if let load = found.document.load { report.work = work(of: load) }
        for (id, value) in found.document.metrics {
            report.reported[id] = MetricValue(
                value.value,
                sourceName: id.description,
                sourceText: "\(value.value)",
                samples: requests.completed
            )
        }
        if let records {
            report.records = records.records
            report.sources.append(ToolReport.Source(kind: "native request records", path: records.path))
        }
        if found.document.interrupted {
            report.warnings.append("the native run was stopped before all requests were done")
        }
        return report
    }

    private static func work(of load: AskedLoad) -> ReportedWork {
        var work = ReportedWork()
        // A limit on time ends a run before all of its requests are sent.
        if let count = load.requests, load.duration == nil { work[.requests] = .number(Double(count)) }
        work.setConcurrency(load.concurrency.map(Double.init))
        if load.rate == nil { work[.rampUp] = ReportedWork.Value.none }
        work.setArrivals(rate: load.rate, burstiness: nil)
        work.setTurns(false)
        work[.stream] = .flag(load.streams)
        return work
    }

    /// Known by how it begins too, since one that is cut off lacks the schema's name near its end.
    private static func isMeasurement(_ data: Data) -> Bool {
        guard data.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return false }
        let start = String(decoding: data.prefix(256).filter { $0 > 0x20 }, as: UTF8.self)
        return start.hasPrefix("{\"client\":{\"connections_opened\":")
            || data.range(of: Data(MeasurementDocument.schemaName.utf8)) != nil
    }

    private static func readRecords(_ data: Data, path: String) throws(OutputError) -> [RequestRecord] {
        let decoder = JSONDecoder()
        var records: [RequestRecord] = []
        for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
            func failure(_ problem: OutputError.Problem, _ lookedFor: String) -> OutputError {
                OutputError(
                    tool: .native,
                    problem: problem,
                    lookedFor: lookedFor,
                    place: "\(path), line \(number + 1)"
                )
            }
            let record: RequestRecord
            do { record = try decoder.decode(RequestRecord.self, from: line) } catch {
                throw failure(.cutOff, "one request record a line")
            }
            guard [record.inputTokens, record.outputTokens].allSatisfy({ $0.map(TokenCount.isPossible) ?? true }) else {
                throw failure(
                    .unknownShape("a request has a count of tokens that none can have"),
                    "counts from 0 to \(TokenCount.limit)"
                )
            }
            records.append(record)
        }
        return records
    }
}
