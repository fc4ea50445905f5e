import BenchModel
import Foundation
import Traffic

/// The bytes of a request.
struct ScriptedBody {
    let load: ScriptedLoad
    let faults: ScriptedFaults
    /// Tells the prompts of one client and run from another's.
    let seed: Int

    /// Made-up words that the simulator's tokenizer knows.
    private static let words = 10..<4000

    var wordCount: Int { load.words + faults.extraWords }

    func isStreamed(_ index: Int) -> Bool { faults.wholeEvery.map { (index + 1) % $0 != 0 } ?? true }

    /// Head and body.
    func bytes(_ index: Int) -> [UInt8] {
        var members: [String: JSONValue] = [
            "model": "simulator", "max_tokens": .integer(load.outputTokens), "temperature": 0, "ignore_eos": true,
            "messages": [["role": "user", "content": .string(prompt(index))]],
        ]
        if isStreamed(index) {
            members["stream"] = true
            members["stream_options"] = ["include_usage": true]
        }
        members.merge(faults.members) { $1 }
        let body = Array((try? JSONEncoder().encode(members)) ?? Data())
        let head =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.count)\r\n\r\n"
        return Array(head.utf8) + body
    }

    private func prompt(_ index: Int) -> String {
        let seed = faults.drawsOwnPrompts ? ~seed : seed
        var generator = SeededGenerator(seed: seed &* 100_003 &+ (faults.repeatsPrompt ? 0 : index))
        return WordTokenizer().decode((0..<wordCount).map { _ in Int.random(in: Self.words, using: &generator) })
    }
}
