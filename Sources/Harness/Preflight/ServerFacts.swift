import BenchModel
import Foundation
import Traffic

/// What the server says of itself before anything is measured.
struct ServerFacts: Sendable, Equatable {
    /// Model names that it serves. Nil when it does not tell.
    var models: [String]?
    /// The model's folder or hub id, as vLLM gives it. Nil when it does not tell.
    var root: String?
    /// Nil when it does not tell.
    var version: String?

    /// - Throws: `HarnessError.serverUnreachable`, `.unknownModel`.
    static func ask(
        _ baseURL: String,
        model: String,
        headers: [(String, String)],
        trust: TLSTrust = .systemRoots
    ) async throws(HarnessError) -> ServerFacts {
        let reply = try await models(at: baseURL, headers: headers, trust: trust)
        var facts = ServerFacts()
        guard reply.status == 200 else { return facts }
        let list = try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body))
        let entries = list?["data"]?.array ?? []
        let names = entries.compactMap { $0["id"]?.string }
        if !names.isEmpty {
            guard names.contains(model) else { throw .unknownModel(name: model, served: names, url: baseURL) }
            facts.models = names
            facts.root = entries.first { $0["id"]?.string == model }?["root"]?.string
        }
        if let reply = try? await HTTPClient.request("GET", url: baseURL + "/version", headers: headers, trust: trust),
            reply.status == 200
        {
            facts.version = (try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body)))?["version"]?.string
        }
        return facts
    }

    /// An address that nothing can be sent to is the user's to mend, and no server's fault.
    private static func failure(_ error: HTTPClientError, at baseURL: String) -> HarnessError {
        if case .endpoint(let error) = error { return .load(.endpoint(error)) }
        return .serverUnreachable(url: baseURL, reason: error.fact)
    }

    /// The model to use: the one that is wanted, else the first that the server serves.
    /// - Throws: `HarnessError.serverUnreachable`, `.unknownModel`.
    static func model(
        at baseURL: String,
        wanted: String?,
        headers: [(String, String)],
        trust: TLSTrust = .systemRoots
    ) async throws(HarnessError) -> String {
        if let wanted {
            _ = try await ask(baseURL, model: wanted, headers: headers, trust: trust)
            return wanted
        }
        let reply = try await models(at: baseURL, headers: headers, trust: trust)
        let list = try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body))
        guard let name = list?["data"]?.array?.first?["id"]?.string else {
            throw .usage("the server at \(baseURL) does not list its models; name one with --model")
        }
        return name
    }

    private static func models(
        at baseURL: String,
        headers: [(String, String)],
        trust: TLSTrust
    ) async throws(HarnessError) -> HTTPReply {
        let reply: HTTPReply
        do {
            reply = try await HTTPClient.request(
                "GET",
                url: baseURL + "/v1/models",
                headers: headers,
                trust: trust,
                timeout: .seconds(10)
            )
        } catch { throw failure(error, at: baseURL) }
        guard reply.status != 401, reply.status != 403 else {
            throw .serverUnreachable(
                url: baseURL,
                reason: "it answers \(reply.status): it wants an API key (workload.api_key_env names its variable)"
            )
        }
        return reply
    }
}
