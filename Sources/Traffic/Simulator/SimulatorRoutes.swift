import BenchModel
import Foundation

/// Which request gets which answer. Knows nothing of sockets and clocks.
struct SimulatorRoutes: Sendable {
    enum Reply: Equatable {
        case json(status: Int, body: String, allow: String? = nil)
        case generate(GenerationRequest)
        case metrics
    }

    let model: String
    let maximumModelLength: Int
    /// Unix time in seconds.
    let created: Int
    /// Whether a prefix cache wants to know the tokens of prompts, not just how many they are.
    let readsBlocks: Bool
    private let tokenizer = WordTokenizer()

    init(model: String, maximumModelLength: Int, created: Int, readsBlocks: Bool = false) {
        self.model = model
        self.maximumModelLength = maximumModelLength
        self.created = created
        self.readsBlocks = readsBlocks
    }

    /// - Parameter body: read only by the paths that take one.
    func reply(method: String, path: String, body: [UInt8]) -> Reply {
        let allowed: String
        let name = path.hasPrefix("/v1/models/") ? path.dropFirst("/v1/models/".count).removingPercentEncoding : nil
        switch path {
        case _ where name != nil: allowed = "GET"
        case "/v1/models", "/health", "/version", "/metrics": allowed = "GET"
        case "/v1/chat/completions", "/v1/completions", "/tokenize", "/detokenize": allowed = "POST"
        default: return .json(status: 404, body: #"{"detail":"Not Found"}"#)
        }
        guard method == allowed || (method == "HEAD" && allowed == "GET") else {
            return .json(status: 405, body: #"{"detail":"Method Not Allowed"}"#, allow: allowed)
        }
        do throws(APIError) {
            if let name {
                guard name == model else { throw .unknownModel(name, served: model) }
                return .json(status: 200, body: card)
            }
            switch path {
            case "/v1/models": return .json(status: 200, body: models)
            case "/health": return .json(status: 200, body: "")
            case "/version": return .json(status: 200, body: #"{"version":"0.32.0+concord"}"#)
            case "/metrics": return .metrics
            case "/tokenize": return .json(status: 200, body: try tokenize(parse(body)))
            case "/detokenize": return .json(status: 200, body: try detokenize(parse(body)))
            default:
                let api: API = path == "/v1/completions" ? .completions : .chat
                return .generate(
                    try GenerationRequest(
                        parse(body),
                        api: api,
                        tokenizer: tokenizer,
                        maximumModelLength: maximumModelLength,
                        readsBlocks: readsBlocks
                    )
                )
            }
        } catch {
            return .json(status: error.status, body: error.body)
        }
    }

    private func parse(_ bytes: [UInt8]) throws(APIError) -> JSONValue {
        let value: JSONValue
        do throws(JSONReader.Failure) {
            value = try JSONReader.value(bytes)
        } catch {
            throw .notJSON(offset: error.offset)
        }
        guard case .object = value else { throw .notAnObject }
        if let name = value["model"], name != .null {
            guard let name = name.string else { throw .wrongType(field: "model", expected: "a string") }
            guard name == model else { throw .unknownModel(name, served: model) }
        }
        return value
    }

    private var models: String { #"{"object":"list","data":[\#(card)]}"# }

    private var card: String {
        let name = JSONText.quoted(model)
        return """
            {"id":\(name),"object":"model","created":\(created),"owned_by":"concord",\
            "root":\(name),"parent":null,"max_model_len":\(maximumModelLength),"permission":[]}
            """
    }

    private func tokenize(_ body: JSONValue) throws(APIError) -> String {
        let text: String
        if body["messages"] != nil {
            let generationPrompt = body["add_generation_prompt"] != .bool(false)
            text = tokenizer.render(try GenerationRequest.messages(body), generationPrompt: generationPrompt)
        } else {
            guard let prompt = body["prompt"] else { throw .missing(field: "prompt") }
            guard let prompt = prompt.string else { throw .wrongType(field: "prompt", expected: "a string") }
            text = prompt
        }
        let tokens = tokenizer.encode(text)
        let list = tokens.map(String.init).joined(separator: ",")
        return """
            {"count":\(tokens.count),"max_model_len":\(maximumModelLength),"tokens":[\(list)],"token_strs":null}
            """
    }

    private func detokenize(_ body: JSONValue) throws(APIError) -> String {
        guard let values = body["tokens"] else { throw .missing(field: "tokens") }
        let tokens = values.array?.compactMap(\.int)
        guard let tokens, tokens.count == values.array?.count else {
            throw .wrongType(field: "tokens", expected: "an array of token ids")
        }
        return #"{"prompt":\#(JSONText.quoted(tokenizer.decode(tokens)))}"#
    }
}
