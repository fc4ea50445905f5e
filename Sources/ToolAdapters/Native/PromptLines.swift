package import BenchModel
import Foundation

/// The prompt file that every tool sends: one JSON object with `prompt` a line, and beside it the same prompts as plain
/// lines for tools that take text.
package enum PromptLines {
    package struct Line: Codable, Sendable, Equatable {
        package var prompt: String
        /// The request's maximum. Nil: the recipe's.
        package var outputTokens: Int?

        package init(prompt: String, outputTokens: Int?) {
            self.prompt = prompt
            self.outputTokens = outputTokens
        }

        private enum CodingKeys: String, CodingKey {
            case prompt
            case outputTokens = "output_tokens"
        }
    }

    /// - Throws: `OutputError` with the line at fault.
    package static func readLines(_ path: String) throws(OutputError) -> [Line] {
        let looked = "one JSON object with \"prompt\" a line"
        var text: Data
        do { text = try Data(contentsOf: URL(filePath: path)) } catch {
            throw OutputError(
                tool: .native,
                problem: .unreadable((error as NSError).localizedDescription),
                lookedFor: looked,
                place: path
            )
        }
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if text.starts(with: byteOrderMark) { text = text.dropFirst(byteOrderMark.count) }
        var lines: [Line] = []
        // By bytes: as characters, a line feed after a carriage return is none.
        let parts = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in parts.enumerated() {
            if line.allSatisfy({ [0x09, 0x0D, 0x20].contains($0) }) { continue }
            do { lines.append(try JSONDecoder().decode(Line.self, from: line)) } catch {
                throw OutputError(
                    tool: .native,
                    problem: .unknownShape("line \(number + 1) is no such object"),
                    lookedFor: looked,
                    place: path
                )
            }
        }
        guard !lines.isEmpty else {
            throw OutputError(tool: .native, problem: .missing, lookedFor: looked, place: path)
        }
        return lines
    }

    /// Writes `path`; beside it the plain lines (`.txt`) and, where lengths differ by request, one body a line
    /// (`.bodies.jsonl`), for tools that take those.
    package static func write(_ lines: [Line], to path: String, api: API) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var jsonl = Data()
        for line in lines {
            jsonl.append(try encoder.encode(line))
            jsonl.append(UInt8(ascii: "\n"))
        }
        try jsonl.write(to: URL(filePath: path))
        if lines.contains(where: { $0.outputTokens != nil }) {
            var bodies = Data()
            for line in lines {
                var members: [String: JSONValue] = ["max_tokens": line.outputTokens.map(JSONValue.integer) ?? .null]
                switch api {
                case .chat:
                    members["messages"] = .array([.object(["role": .string("user"), "content": .string(line.prompt)])])
                case .completions: members["prompt"] = .string(line.prompt)
                }
                bodies.append(try encoder.encode(members.filter { $0.value != .null }))
                bodies.append(UInt8(ascii: "\n"))
            }
            let file = URL(filePath: path).deletingPathExtension().appendingPathExtension("bodies.jsonl")
            try bodies.write(to: file)
        }
        let plain = lines.map { $0.prompt + "\n" }.joined()
        try Data(plain.utf8).write(to: URL(filePath: path).deletingPathExtension().appendingPathExtension("txt"))
    }
}
