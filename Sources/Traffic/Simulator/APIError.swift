import BenchModel
import NIOHTTP1

/// A request that cannot be answered, as vLLM tells it.
enum APIError: Error, Equatable {
    case unknownModel(String, served: String)
    case notJSON(offset: Int)
    case notAnObject
    case missing(field: String)
    case wrongType(field: String, expected: String)
    case tooFewTokens(Int)
    case tooManyTokens(Int, limit: Int)
    case contextExceeded(prompt: Int, requested: Int, limit: Int)
    case bodyTooLarge(limit: Int)
    case refused(HostRule.Refusal)
    /// A header that asks for a fault in words that say none.
    case unknownFault(SettingError)
    /// Not the request's fault: asked for, to see what a client makes of it.
    case onPurpose(status: Int)

    var status: Int {
        switch self {
        case .unknownModel: 404
        case .bodyTooLarge: 413
        case .refused(let refusal): refusal.status
        case .onPurpose(let status): status
        default: 400
        }
    }

    /// vLLM's error object.
    var body: String {
        let parameter = parameter.map(JSONText.quoted) ?? "null"
        return """
            {"error":{"message":\(JSONText.quoted(message)),"type":"\(type)","param":\(parameter),"code":\(status)}}
            """
    }

    private var type: String {
        switch self {
        case .unknownModel: "NotFoundError"
        case .notJSON, .notAnObject, .missing, .wrongType: "Bad Request"
        case .onPurpose(500): "InternalServerError"
        case .onPurpose(let status): HTTPResponseStatus(statusCode: status).reasonPhrase
        default: "BadRequestError"
        }
    }

    private var parameter: String? {
        switch self {
        case .unknownModel: "model"
        case .missing(let field), .wrongType(let field, _): field
        case .tooFewTokens, .tooManyTokens: "max_tokens"
        case .contextExceeded: "input_tokens"
        case .notJSON, .notAnObject, .bodyTooLarge, .unknownFault, .onPurpose, .refused: nil
        }
    }

    private var message: String {
        switch self {
        case .unknownModel(let name, let served):
            "The model `\(name)` does not exist. Valid aliases: \(served)."
        case .notJSON(let offset): "The body is not JSON from byte \(offset) on."
        case .notAnObject: "The body is not a JSON object."
        case .missing(let field): "The field `\(field)` is required."
        case .wrongType(let field, let expected): "The field `\(field)` should be \(expected)."
        case .tooFewTokens(let count): "max_tokens must be at least 1, got \(count)."
        case .tooManyTokens(let count, let limit):
            "max_tokens=\(count) cannot be greater than max_model_len=\(limit). Please request fewer output tokens."
        case .contextExceeded(let prompt, let requested, let limit):
            """
            This model's maximum context length is \(limit) tokens. However, you requested \(requested) output tokens \
            and your prompt contains \(prompt) input tokens. Please reduce one of them.
            """
        case .refused(let refusal): refusal.message
        case .bodyTooLarge(let limit): "The body is longer than \(limit) bytes."
        case .unknownFault(let error): "The header x-concord-fault names no fault: \(error)."
        case .onPurpose: "This answer fails on purpose."
        }
    }
}
