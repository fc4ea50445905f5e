import Foundation
import TestSupport
import Testing

/// The walls between targets: a target imports only those to its right, and each third-party library has one home.
/// Imports are read from the sources, because the build also accepts what was never declared.
struct ImportWallTests {
    private static let sources = Fixtures.root.appending(path: "Sources")

    /// What each target may import beyond Foundation and the operating system.
    private static let allowed: [String: Set<String>] = [
        "Sockets": [],
        "BenchModel": [],
        "Traffic": ["BenchModel", "Sockets", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOEmbedded", "NIOTLS", "NIOSSL"],
        "ToolAdapters": ["BenchModel", "Traffic", "Subprocess", "GRDB"],
        "Harness": ["BenchModel", "Traffic", "ToolAdapters", "GRDB", "Yams"],
        "CLI": ["BenchModel", "Traffic", "ToolAdapters", "Harness", "ArgumentParser"],
        "Benchmark": ["BenchModel", "Traffic", "ToolAdapters", "Harness", "Floor", "ArgumentParser"],
        "Floor": [],
    ]
    private static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Glibc", "Musl", "Darwin", "Synchronization", "SystemPackage",
        "System",
    ]

    private struct Import {
        let target: String
        let file: String
        let module: String
    }

    private static func imports() throws -> [Import] {
        var found: [Import] = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where file.hasSuffix(".swift") {
            let target = String(file.prefix { $0 != "/" })
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n") where line.first?.isWhitespace == false {
                var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
                guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1 else { continue }
                guard words[..<place].allSatisfy({ Self.modifiers.contains($0) }) else { continue }
                words.removeFirst(place + 1)
                if Self.kinds.contains(words[0]), words.count > 1 { words.removeFirst() }
                let module = String(words[0].prefix { $0 != "." && $0 != ";" })
                found.append(Import(target: target, file: file, module: module))
            }
        }
        return found
    }

    private static let modifiers: Set<String> = [
        "package", "public", "internal", "private", "fileprivate", "@testable", "@preconcurrency",
    ]
    private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

    @Test func `every target has a wall`() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path).filter {
            !$0.hasPrefix(".")
        }
        #expect(Set(targets) == Set(Self.allowed.keys))
        #expect(try Self.imports().count > 50)
    }

    @Test func `a target imports only what lies to its right`() throws {
        for found in try Self.imports() where !Self.system.contains(found.module) {
            let allowed = Self.allowed[found.target] ?? []
            #expect(allowed.contains(found.module), "Sources/\(found.file) imports \(found.module)")
        }
    }

    @Test func `the benchmark's vocabulary does no input or output`() throws {
        let forbidden = ["FileManager", "ContinuousClock()", "Date()", "URLSession", "print(", "clock_gettime"]
        for file in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.appending(path: "BenchModel").path)
        where file.hasSuffix(".swift") {
            let text = try String(contentsOf: Self.sources.appending(path: "BenchModel/\(file)"), encoding: .utf8)
            for word in forbidden { #expect(!text.contains(word), "BenchModel/\(file) uses \(word)") }
        }
    }

    @Test func `an external tool's folder needs neither network nor processes`() throws {
        let homes = ["ToolAdapters/Launcher/", "ToolAdapters/Installer/", "ToolAdapters/Native/"]
        for found in try Self.imports() where ["Subprocess", "Traffic"].contains(found.module) {
            guard found.target == "ToolAdapters" else { continue }
            #expect(homes.contains { found.file.hasPrefix($0) }, "Sources/\(found.file) imports \(found.module)")
        }
    }

    @Test func `only the command line prints`() throws {
        for file in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path)
        where file.hasSuffix(".swift") && !file.hasPrefix("CLI/") {
            let text = try String(contentsOf: Self.sources.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                #expect(!line.trimmingCharacters(in: .whitespaces).hasPrefix("print("), "Sources/\(file) prints")
            }
        }
    }

    @Test func `no file or folder has a name that says nothing`() throws {
        let vague = ["Util", "Helper", "Manager", "Common", "Misc"]
        for file in try FileManager.default.subpathsOfDirectory(atPath: Self.sources.path) {
            for word in vague { #expect(!file.contains(word), "Sources/\(file)") }
        }
    }
}
