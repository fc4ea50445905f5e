import BenchModel
import Foundation

/// The `concord load` command line that does what the native engine does for a job.
enum NativeCommandLine {
    static func arguments(for job: ToolJob) -> [String] {
        let workload = job.recipe.workload
        var argv = ["concord", "load", job.baseURL] + ArgumentList.words("--model", job.recipe.model.requestName)
        argv += [
            "--api", job.recipe.api.rawValue, "--concurrency", workload.concurrency.map(String.init) ?? "unlimited",
            "--requests", "\(workload.requests)",
        ]
        if let rate = workload.rate { argv += ["--rate", "\(rate)"] }
        if let rampUp = workload.rampUp {
            argv += ["--ramp-up", rampUp.strategy.rawValue]
            argv += ["--ramp-up-start", "\(rampUp.start)", "--ramp-up-end", "\(rampUp.end)"]
        }
        if workload.isOpenLoop, workload.burstiness != 1 { argv += ["--burstiness", "\(workload.burstiness)"] }
        if let file = job.promptFile {
            argv += ["--prompts", file]
        } else {
            argv += ["--input-tokens", "\(workload.inputTokens + NativeLoad.extraTokens(of: job))"]
            if workload.prefixTokens > 0 { argv += ["--prefix-tokens", "\(workload.prefixTokens)"] }
        }
        argv += ["--output-tokens", "\(workload.outputTokens)"]
        if workload.rangeRatio > 0 { argv += ["--range-ratio", "\(workload.rangeRatio)"] }
        argv.append(workload.ignoreEOS ? "--ignore-eos" : "--no-ignore-eos")
        argv += ["--seed", "\(workload.promptSeed)"]
        for word in HeaderWords(workload.headers).words { argv += ["--header", word] }
        if let variable = workload.apiKeyVariable { argv += ["--api-key-env", variable] }
        return argv + ["--body", body(of: workload, cacheSalt: job.cacheSalt), "--format", "json"]
    }

    /// Everything that goes into the body beside model, prompt and token maximum, as one JSON object.
    private static func body(of workload: Workload, cacheSalt: String?) -> String {
        var members: [String: JSONValue] = [:]
        members["temperature"] = workload.temperature.map(JSONValue.number)
        members["top_p"] = workload.topP.map(JSONValue.number)
        members["top_k"] = workload.topK.map(JSONValue.integer)
        members["min_p"] = workload.minP.map(JSONValue.number)
        members["repetition_penalty"] = workload.repetitionPenalty.map(JSONValue.number)
        members["presence_penalty"] = workload.presencePenalty.map(JSONValue.number)
        members["frequency_penalty"] = workload.frequencyPenalty.map(JSONValue.number)
        members["seed"] = workload.seed.map(JSONValue.integer)
        members["cache_salt"] = cacheSalt.map(JSONValue.string)
        if !workload.stop.isEmpty { members["stop"] = .array(workload.stop.map(JSONValue.string)) }
        members.merge(workload.extraBody) { $1 }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(members) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
