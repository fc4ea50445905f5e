import BenchModel
import Foundation
import Testing

@testable import Harness

/// Texts of servers and tools that try to steer whoever reads a report.
struct HostileReportTests {
    static let scalars: [Unicode.Scalar] =
        ((0...0x1F).map { $0 } + (0x7F...0x9F).map { $0 }
        + [0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF])
        .compactMap { Unicode.Scalar($0) }

    private static func hostile(_ scalar: Unicode.Scalar) -> String {
        "a\(scalar)b\n::error::pwn\r\n##[error]pwn <script>|`x` https://user:SEKRET9x@h/?key=SEKRET9x"
    }

    /// The value with every text of a free form in it replaced.
    private static func changed(_ value: Any, _ text: String, under key: String = "", of parent: String = "") -> Any {
        let free: Set<String> = [
            "evidence", "summary", "notes", "text", "reason", "command", "environment", "version",
        ]
        switch value {
        case is String: return free.contains(key) || key == "id" && parent == "findings" ? text : value
        case let items as [Any]: return items.map { changed($0, text, under: key, of: parent) }
        case let members as [String: Any]:
            return Dictionary(
                uniqueKeysWithValues: members.map {
                    ($0, changed($1, text, under: key == "environment" ? key : $0, of: key))
                }
            )
        default: return value
        }
    }

    @Test(arguments: ReportFormat.allCases)
    func `no form of a verdict lets a text out of its place`(format: ReportFormat) throws {
        for (name, document) in ReportSamples.all {
            let plain = try JSONSerialization.jsonObject(with: Data(VerdictJSON.encode(document).utf8))
            // All of them on the one that has most texts.
            for scalar in name == "invalid" ? Self.scalars : ["\u{1B}"] {
                let data = try JSONSerialization.data(withJSONObject: Self.changed(plain, Self.hostile(scalar)))
                let document = try VerdictJSON.decode(data)
                let text = VerdictReport.render(document, as: format, verbose: true)
                let label = "\(name) U+\(String(scalar.value, radix: 16))"
                #expect(!text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) }, "\(label)")
                #expect(!text.contains("SEKRET9x"), "\(label)")
                guard format != .json else { continue }
                #expect(!text.contains("##["), "\(label)")
                for line in text.split(separator: "\n") {
                    #expect(!line.trimmingCharacters(in: .whitespaces).hasPrefix("::"), "\(label)")
                }
                if format != .text { #expect(!text.contains("<script>"), "\(label)") }
            }
        }
    }

    @Test func `no message of a failure lets a text out of its place`() {
        for scalar in Self.scalars {
            let text = Self.hostile(scalar)
            let errors: [HarnessError] = [
                .serverUnreachable(url: text, reason: text),
                .serverUnreachable(url: text, reason: "certificate" + text),
                .serverNotReady(argv: [text], seconds: 1, lastLines: [text, text], log: text),
                .serverNotStarted(argv: [text], reason: text),
                .serverDied(argv: [text], lastLines: [text], log: text),
                .unknownModel(name: text, served: [text, text], url: text),
                .warmupFailed(url: text, reason: text), .promptFile(path: text, reason: text),
                .toolMissing(ToolID("vllm"), version: nil, reason: text), .unknownTool(name: text, known: [text]),
                .toolFailed(ToolID("vllm"), reason: text, folder: text), .missingVariable(name: text, key: text),
                .cannotWrite(path: text, reason: text), .cannotRead(path: text, reason: text), .usage(text),
            ]
            for error in errors {
                let words = HarnessErrorText.describe(error)
                #expect(!words.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) }, "\(error)")
                #expect(!words.contains("SEKRET9x") && !words.contains("##["), "\(error)")
                for line in words.split(separator: "\n") {
                    #expect(!line.trimmingCharacters(in: .whitespaces).hasPrefix("::"), "\(error)")
                }
            }
        }
    }
}
