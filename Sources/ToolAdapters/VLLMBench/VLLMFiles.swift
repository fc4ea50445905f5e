import BenchModel
import Foundation

/// The results and console reports in the files of one output, told by their content.
struct VLLMFiles {
    /// Something that was found, and in which file.
    struct Found<Value> {
        let path: String
        /// The file, with the line where the file holds more.
        let place: String
        /// By file, then by line.
        let order: [Int]
        let value: Value
    }

    private(set) var results: [Found<VLLMResult>] = []
    private(set) var consoles: [Found<VLLMConsoleReport>] = []
    /// Files that hold something of vLLM's which cannot be used.
    private(set) var problems: [OutputError] = []

    private static let title = Data(VLLMConsoleReport.title.utf8)
    /// Keys near the start of a result, by which one that ends early is still known.
    private static let marks = [
        Data(#""endpoint_type""#.utf8), Data(#""request_throughput""#.utf8), Data(#""num_prompts""#.utf8),
    ]

    init(_ output: ToolOutput) {
        for (number, path) in output.files.enumerated() {
            do throws(OutputError) {
                try add(try Self.contents(path), path: path, file: number, isAlone: output.files.count == 1)
            } catch {
                problems.append(error)
            }
        }
    }

    private static func contents(_ path: String) throws(OutputError) -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw OutputError(
                tool: VLLMBench.toolID,
                problem: .unreadable(error.localizedDescription),
                lookedFor: VLLMBench.lookedFor,
                place: path
            )
        }
    }

    /// One result a run; `--append-result` leaves several objects in one file, and logs hold results between their lines.
    /// - Parameter isAlone: Whether the user named this very file, so that it is meant to be a result.
    private mutating func add(_ data: Data, path: String, file: Int, isAlone: Bool) throws(OutputError) {
        let first = data.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        let hasTitle = data.range(of: Self.title) != nil
        guard isJSON || hasTitle || Self.hasMark(data) else { return }
        let bytes = Array(data)
        let (pieces, broken) = JSONPiece.all(in: bytes)
        for piece in pieces {
            for value in piece.value.elements ?? [piece.value] {
                guard let members = value.object else { continue }
                let place = pieces.count == 1 && !hasTitle ? path : "\(path):\(piece.line)"
                guard let result = try VLLMResult(members, path: place) else { continue }
                results.append(Found(path: path, place: place, order: [file, piece.line], value: result))
            }
        }
        if hasTitle {
            let reports = try VLLMConsoleReport.all(in: String(decoding: data, as: UTF8.self), path: path)
            consoles += reports.map { report in
                let place = reports.count == 1 && pieces.isEmpty ? path : "\(path):\(report.line)"
                return Found(path: path, place: place, order: [file, report.line], value: report)
            }
        }
        // A value that ends too early hides whatever would follow.
        if let fault = broken.first(where: { fault in
            isJSON && isAlone && fault.offset == bytes.firstIndex(of: first ?? 0) || Self.hasMark(data[fault.offset...])
        }) {
            throw Self.problem(fault.failure, path: fault.line == 1 ? path : "\(path):\(fault.line)")
        }
    }

    private static func hasMark(_ data: Data) -> Bool { marks.contains { data.range(of: $0) != nil } }

    private static func problem(_ failure: PythonJSONParser.Failure, path: String) -> OutputError {
        switch failure {
        case .cutOff:
            OutputError(tool: VLLMBench.toolID, problem: .cutOff, lookedFor: "a whole vLLM result JSON", place: path)
        case .malformed(let offset):
            OutputError(
                tool: VLLMBench.toolID,
                problem: .unknownShape("byte \(offset) cannot stand there in JSON"),
                lookedFor: "a whole vLLM result JSON",
                place: path
            )
        }
    }
}
