import BenchModel
import Foundation

/// The results and console reports in the files of one output, told by their content.
struct VLLMFiles {
    /// Something that was found, and in which file.
    struct Found<Value> {
        let path: String
        let value: Value
    }

    private(set) var results: [Found<VLLMResult>] = []
    private(set) var consoles: [Found<VLLMConsoleReport>] = []
    /// Files that hold something of vLLM's which cannot be used.
    private(set) var problems: [OutputError] = []

    private static let title = Data(VLLMConsoleReport.title.utf8)
    /// Keys near the start of a result, by which one that ends early is still known.
    private static let marks = [Data(#""endpoint_type""#.utf8), Data(#""request_throughput""#.utf8)]

    init(_ output: ToolOutput) {
        for path in output.files {
            do throws(OutputError) {
                let data = try Self.contents(path)
                if data.first(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) == UInt8(ascii: "{") {
                    results += try Self.results(data, path: path, isAlone: output.files.count == 1)
                } else if data.range(of: Self.title) != nil {
                    let text = String(decoding: data, as: UTF8.self)
                    consoles += try VLLMConsoleReport.all(in: text, path: path).map { Found(path: path, value: $0) }
                }
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

    /// One result a run; `--append-result` leaves several objects in one file.
    /// - Parameter isAlone: Whether the user named this very file, so that it is meant to be a result.
    private static func results(
        _ data: Data,
        path: String,
        isAlone: Bool
    ) throws(OutputError) -> [Found<VLLMResult>] {
        var parser = PythonJSONParser(Array(data))
        var results: [Found<VLLMResult>] = []
        while !parser.isAtEnd() {
            let value: PythonJSON
            do throws(PythonJSONParser.Failure) {
                value = try parser.value()
            } catch {
                guard isAlone || !results.isEmpty || marks.contains(where: { data.range(of: $0) != nil }) else {
                    return []
                }
                throw problem(error, path: path)
            }
            guard let members = value.object, let result = try VLLMResult(members, path: path) else { return results }
            results.append(Found(path: path, value: result))
        }
        return results
    }

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
