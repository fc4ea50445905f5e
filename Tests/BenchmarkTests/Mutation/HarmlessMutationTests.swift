import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Benchmark

/// What must not matter: the order of keys, blanks, keys that nobody knows, line ends, colours, dates and paths. The same
/// verdict has to come out, byte for byte.
struct HarmlessMutationTests {
    private typealias Change = (name: String, apply: @Sendable ([UInt8]) -> [UInt8]?)

    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { $0 > 0x20 }) else { return false }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static func lines(_ bytes: [UInt8], _ change: (String) -> String) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(
            text.split(separator: "\n", omittingEmptySubsequences: false).map { change(String($0)) }.joined(
                separator: "\n"
            ).utf8
        )
    }

    private static let changes: [Change] = [
        ("line ends at the end", { $0 + Array("\n\n".utf8) }),
        ("blank lines before", { Array("\n\n".utf8) + $0 }),
        ("CRLF", { bytes in isJSON(bytes) ? nil : lines(bytes) { $0 + "\r" } }),
        ("blanks at the ends of lines", { bytes in isJSON(bytes) ? nil : lines(bytes) { $0 + "  " } }),
        ("colours", { bytes in isJSON(bytes) ? nil : lines(bytes) { $0.isEmpty ? $0 : "\u{1b}[32m\($0)\u{1b}[0m" } }),
        (
            "lines of a log before",
            { bytes in isJSON(bytes) ? nil : Array("INFO 12-01 10:00:00 starting up\n".utf8) + bytes }
        ),
        (
            "an unknown key",
            { bytes in
                guard isJSON(bytes), let open = bytes.firstIndex(of: UInt8(ascii: "{")), open < 3 else { return nil }
                var result = bytes
                result.insert(contentsOf: Array("\"a_key_of_tomorrow\": {\"x\": [1, \"y\"]}, ".utf8), at: open + 1)
                return result
            }
        ),
        ("other blanks", { bytes in isJSON(bytes) ? spaced(bytes) : nil }),
        ("keys the other way round", { bytes in isJSON(bytes) ? reversed(bytes) : nil }),
    ]

    /// A blank after each comma and colon outside of texts.
    private static func spaced(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var (isText, isEscaped) = (false, false)
        for byte in bytes {
            result.append(byte)
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = isText
            } else if byte == UInt8(ascii: "\"") {
                isText.toggle()
            } else if !isText, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
                result += Array("\n  ".utf8)
            }
        }
        return result
    }

    /// The members of the outermost object in reverse. Nil for anything else than one object.
    private static func reversed(_ bytes: [UInt8]) -> [UInt8]? {
        guard let open = bytes.firstIndex(where: { $0 > 0x20 }), bytes[open] == UInt8(ascii: "{"),
            let close = bytes.lastIndex(where: { $0 > 0x20 }), bytes[close] == UInt8(ascii: "}")
        else { return nil }
        var members: [[UInt8]] = [[]]
        var (isText, isEscaped, depth) = (false, false, 0)
        for byte in bytes[(open + 1)..<close] {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = isText
            } else if byte == UInt8(ascii: "\"") {
                isText.toggle()
            } else if !isText, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if !isText, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            } else if !isText, depth == 0, byte == UInt8(ascii: ",") {
                members.append([])
                continue
            }
            members[members.count - 1].append(byte)
        }
        // More than one object is a list of lines.
        guard depth == 0, members.count > 1 else { return nil }
        var result = [UInt8(ascii: "{")]
        for (place, member) in members.reversed().enumerated() {
            if place > 0 { result.append(UInt8(ascii: ",")) }
            result += member
        }
        return result + [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    }

    @Test func `what does not matter changes no byte of the verdict`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let bed = try MutationBed(folder: folder)
            var faults: [String] = []
            var made: Set<String> = []
            // The engine's own records are a line each, as it writes them.
            for subject in bed.subjects
            where !subject.unit.isFolder && subject.cost < 20_000 && subject.unit.files[0].path != "records.jsonl" {
                let before = try bed.compare(subject.unit, share: nil)
                guard before.document != nil else { continue }
                var changes = Self.changes
                let harmless = subject.fields.filter { FieldRole.of($0.name) == .irrelevant }
                changes.append(
                    (
                        "dates, places and names",
                        { bytes in
                            let edits = harmless.compactMap { FieldChange.larger.edit($0, in: bytes, share: 0) }
                            return edits.isEmpty ? nil : TextEdit.apply(edits, to: bytes)
                        }
                    )
                )
                for change in changes {
                    await Task.yield()
                    guard let bytes = change.apply(subject.bytes) else { continue }
                    made.insert(change.name)
                    let after = try bed.compare(subject.unit, changedTo: bytes, share: nil)
                    if after.text != before.text {
                        faults.append(
                            "\(subject.unit.name), \(change.name): status \(before.status) → \(after.status) \(after.refusal ?? "")"
                        )
                    }
                }
            }
            #expect(faults.isEmpty, "\(faults.count) faults:\n\(faults.joined(separator: "\n"))")
            #expect(made.count == Self.changes.count + 1)
        }
    }
}
