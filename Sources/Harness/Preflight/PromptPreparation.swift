import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// The prompt file that all tools share, made or copied into the result folder.
struct PromptPreparation: Sendable {
    let factory: JobFactory
    let setups: [ToolSetup]
    let folder: ResultFolder
    /// Whether a file that is there already is taken as it is: rounds of one session have the same prompts.
    var reusesFile = false
    let onEvent: @Sendable (RunEvent) -> Void

    private var workload: Workload { factory.recipe.workload }

    /// - Returns: The file's path; nil with `prompts: own`.
    func prepare(headers: [(String, String)]) async throws -> String? {
        let path = folder.file("prompts.jsonl")
        if reusesFile, workload.prompts != .own, FileManager.default.fileExists(atPath: path) { return path }
        let lines: [PromptLines.Line]
        switch workload.prompts {
        case .own: return nil
        case .file: lines = try fromFile()
        case .shared:
            onEvent(.step("making \(workload.requests) prompts of exact length"))
            let lengths = RequestLengths(workload)
            let texts = try await make(tokens: lengths.input.map { $0 + workload.prefixTokens }, headers: headers)
            lines = zip(texts, lengths.output).map {
                PromptLines.Line(prompt: $0, outputTokens: workload.rangeRatio > 0 ? $1 : nil)
            }
        }
        do { try PromptLines.write(lines, to: path, api: factory.recipe.api) } catch {
            throw HarnessError.cannotWrite(path: path, reason: ResultFolder.reason(error))
        }
        return path
    }

    /// With `prompts: own`, the native engine's by the tokenizer of the recipe, where the server has no `/tokenize`.
    /// - Returns: The file's path; nil when the engine can make them by itself, or nobody can.
    func prepareNative(headers: [(String, String)]) async throws -> String? {
        guard workload.prompts == .own, setups.contains(where: { $0.choice.tool == .native }) else { return nil }
        let path = folder.file("native-prompts.jsonl")
        if reusesFile, FileManager.default.fileExists(atPath: path) { return path }
        do throws(PromptSetError) {
            _ = try await PromptSet.templateTokens(
                baseURL: factory.baseURL,
                model: factory.recipe.model.requestName,
                headers: headers
            )
            return nil
        } catch {
            guard case .noTokenizer = error, python != nil, tokenizer != nil else { return nil }
        }
        let lengths = RequestLengths(workload)
        let texts = try await make(tokens: lengths.input.map { $0 + workload.prefixTokens }, headers: headers)
        let lines = zip(texts, lengths.output).map { PromptLines.Line(prompt: $0, outputTokens: $1) }
        do { try PromptLines.write(lines, to: path, api: factory.recipe.api) } catch {
            throw HarnessError.cannotWrite(path: path, reason: ResultFolder.reason(error))
        }
        return path
    }

    /// By the server's own tokenizer; where it has none, by the Python tokenizer of an installed tool.
    private func make(tokens: [Int], headers: [(String, String)]) async throws -> [String] {
        do throws(PromptSetError) {
            return try await PromptSet.make(
                count: tokens.count,
                tokens: tokens,
                prefixTokens: workload.prefixTokens,
                api: factory.recipe.api,
                model: factory.recipe.model.requestName,
                baseURL: factory.baseURL,
                headers: headers,
                seed: workload.promptSeed
            )
        } catch {
            guard case .noTokenizer = error, let python, let tokenizer else { throw HarnessError.prompts(error) }
            onEvent(.warning("the server has no /tokenize; prompts are counted by the tokenizer '\(tokenizer)'"))
            let request = PythonPrompts.Request(
                tokenizer: tokenizer,
                chat: factory.recipe.api == .chat,
                tokens: tokens,
                prefix: workload.prefixTokens,
                seed: workload.promptSeed
            )
            do { return try await PythonPrompts.make(request, python: python, folder: folder.path) } catch let error
                as OutputError
            {
                throw HarnessError.output(error)
            }
        }
    }

    /// The interpreter beside the first external tool. Nil without one.
    private var python: String? {
        setups.compactMap(\.command.first).map { URL(filePath: $0).deletingLastPathComponent().path + "/python" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private var tokenizer: String? {
        setups.compactMap { factory.recipe.model.tokenizer(for: $0.choice.tool) }.first ?? factory.defaultTokenizer
    }

    private func fromFile() throws(HarnessError) -> [PromptLines.Line] {
        guard let source = workload.file else { return [] }
        let lines: [PromptLines.Line]
        do throws(OutputError) { lines = try PromptLines.readLines(source) } catch {
            let reason =
                switch error.problem {
                case .unknownShape(let text), .unreadable(let text), .ambiguous(let text): text
                case .missing: "it is empty"
                case .cutOff: "it is cut off"
                }
            throw .promptFile(path: source, reason: reason)
        }
        guard lines.count >= workload.requests else {
            throw .promptFile(
                path: source,
                reason: "it has \(lines.count) prompts and the recipe asks for \(workload.requests) requests"
            )
        }
        let used = lines.prefix(workload.requests)
        // Its copy of the prompts is plain text, one a line.
        if setups.contains(where: { $0.choice.tool == ToolID("evalscope") }),
            let index = used.firstIndex(where: { $0.prompt.contains(where: \.isNewline) })
        {
            throw .promptFile(
                path: source,
                reason: "prompt \(index + 1) holds a line break, which evalscope cannot send; leave it out with --tools"
            )
        }
        return Array(used)
    }
}
