import BenchModel
import Foundation

/// The server's own tokenizer, through vLLM's `/tokenize`.
struct ServerTokenizer: Sendable {
    private struct Reply: Decodable { let count: Int }

    /// How a text is counted.
    enum Counting: Sendable {
        /// As the prompt of a request to the endpoint: with chat template and special tokens.
        case request(API)
        /// The text alone.
        case bare
    }

    let baseURL: String
    let model: String
    let headers: [(String, String)]
    var trust = TLSTrust.systemRoots

    func count(_ text: String, as counting: Counting) async throws(PromptSetError) -> Int {
        var members: [String: JSONValue] = ["model": .string(model)]
        switch counting {
        case .request(.chat):
            members["messages"] = .array([.object(["role": .string("user"), "content": .string(text)])])
            members["add_generation_prompt"] = .bool(true)
        case .request(.completions):
            members["prompt"] = .string(text)
        case .bare:
            members["prompt"] = .string(text)
            members["add_special_tokens"] = .bool(false)
        }
        let url = baseURL + "/tokenize"
        let reply: HTTPReply
        do {
            reply = try await HTTPClient.request(
                "POST",
                url: url,
                headers: headers,
                body: JSONText.bytes(.object(members)),
                trust: trust,
                timeout: .seconds(60)
            )
        } catch {
            throw .request(url: url, error)
        }
        let excerpt = String(String(decoding: reply.body, as: UTF8.self).prefix(200))
        switch reply.status {
        case 200..<300: break
        case 404, 405, 501: throw .noTokenizer(url: url, status: reply.status, reply: excerpt)
        default: throw .status(url: url, reply.status, reply: excerpt)
        }
        guard let count = try? JSONDecoder().decode(Reply.self, from: Data(reply.body)).count else {
            throw .unexpectedReply(url: url, excerpt)
        }
        return count
    }
}
