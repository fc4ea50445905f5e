import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct RecipeFileFuzzTests {
    /// Steele, Lea and Flood's SplitMix64 (2014): the same mutations in every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Bytes that mean something in YAML, and some that mean nothing anywhere.
    private static let spice = Array("{}[]:,&*!|>'\"%@`#-?~ \n\t\r\0<\\".utf8) + [0xEF, 0xBB, 0xBF, 0xC3, 0xFF, 0x85]

    private func mutated(_ bytes: [UInt8], _ generator: inout Generator) -> String {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes[index] = Self.spice[Int.random(in: 0..<Self.spice.count, using: &generator)]
            case 2: bytes.insert(Self.spice[Int.random(in: 0..<Self.spice.count, using: &generator)], at: index)
            case 3: bytes.removeSubrange(index..<min(index + Int.random(in: 1...20, using: &generator), bytes.count))
            case 4: bytes.insert(contentsOf: bytes[index..<min(index + 60, bytes.count)], at: index)
            default: bytes.removeSubrange(index...)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: RecipeFileShippedTests.names)
    func `no mutation of a recipe brings the loader down`(name: String) async throws {
        let url = Fixtures.root.appending(path: "recipes/\(name).yaml")
        let original = [UInt8](try Data(contentsOf: url))
        var generator = Generator(state: UInt64(name.utf8.count))
        var failed = 0
        for round in 0..<340 {
            if round.isMultiple(of: 16) { await Task.yield() }
            let text = mutated(original, &generator)
            let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) {
                ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
            }
            do throws(RecipeError) {
                _ = try RecipeFile.parse(text, name: "f", folder: "/")
            } catch {
                failed += 1
                #expect(!error.problems.isEmpty)
                for problem in error.problems {
                    #expect((1...lines.count + 1).contains(problem.line ?? 1), "\(problem) in \(text.debugDescription)")
                    #expect((problem.column ?? 1) >= 1)
                    #expect(!problem.description.contains("\n"))
                }
            }
        }
        #expect(failed > 100)
    }
}
