import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// Everything that must hold before a tool is started, and everything that tools need and that depends on the server.
struct Preflight: Sendable {
    let recipe: Recipe
    let secrets: Secrets
    let setups: [ToolSetup]
    let folder: ResultFolder
    /// Whether the prompts that are in the folder already are sent again.
    var reusesPrompts = false
    let onEvent: @Sendable (RunEvent) -> Void

    func prepare(baseURL: String) async throws -> JobFactory {
        var factory = JobFactory(recipe: recipe, baseURL: baseURL)
        factory.apiKey = secrets.apiKey
        factory.headers = secrets.headers
        var headers = secrets.headers.map { ($0.key, $0.value) }
        if let key = secrets.apiKey { headers.append(("authorization", "Bearer \(key)")) }
        let model = recipe.model.requestName
        onEvent(.step("asking \(baseURL) for its models"))
        let facts = try await ServerFacts.ask(baseURL, model: model, headers: headers)
        if facts.models == nil {
            factory.notes.append("the server does not list its models; '\(model)' was not checked")
        }
        if let version = facts.version { factory.notes.append("server version \(version)") }
        if case .simulate = recipe.server {
            let tokenizer = folder.file("tokenizer")
            try TokenizerFolder.write(to: tokenizer)
            factory.defaultTokenizer = tokenizer
        } else if let root = facts.root, FileManager.default.fileExists(atPath: root + "/tokenizer_config.json") {
            factory.defaultTokenizer = root
        }
        try checkTokenizers(factory)
        if recipe.workload.lengths == .aligned, recipe.api == .chat {
            do throws(PromptSetError) {
                factory.templateTokens = try await PromptSet.templateTokens(
                    baseURL: baseURL,
                    model: model,
                    headers: headers
                )
            } catch { throw HarnessError.prompts(error) }
        }
        let prompts = PromptPreparation(
            factory: factory,
            setups: setups,
            folder: folder,
            reusesFile: reusesPrompts,
            onEvent: onEvent
        )
        factory.promptFile = try await prompts.prepare(headers: headers)
        factory.nativePromptFile = try await prompts.prepareNative(headers: headers)
        if factory.nativePromptFile != nil {
            factory.notes.append(
                "the native engine's prompts are counted by the tokenizer: the server has no /tokenize"
            )
        }
        return factory
    }

    /// A local tokenizer that is not there would cost each tool its start-up before it failed.
    private func checkTokenizers(_ factory: JobFactory) throws(HarnessError) {
        for choice in recipe.tools where choice.tool != .native {
            guard let tokenizer = recipe.model.tokenizer(for: choice.tool) else { continue }
            let isPath = tokenizer.hasPrefix("/") || tokenizer.hasPrefix("./") || tokenizer.hasPrefix("../")
            guard isPath, !FileManager.default.fileExists(atPath: tokenizer) else { continue }
            throw .cannotRead(
                path: tokenizer,
                reason: "the tokenizer of \(choice.id) is not there; name another with --set model.tokenizer=FOLDER"
            )
        }
    }
}
