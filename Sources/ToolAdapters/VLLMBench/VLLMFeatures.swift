import BenchModel

/// What `vllm bench serve` of one version can do and does unasked, as far as a plan depends on it.
struct VLLMFeatures {
    let version: ToolVersion

    /// The flag that chooses the protocol. Up to 0.10.2 `--backend` exists and chooses nothing.
    var protocolFlag: String { version >= "0.11" ? "--backend" : "--endpoint-type" }
    /// The flag that sends prompts of a file without a chat template put around them on the client.
    var skipTemplateFlag: String { version >= "0.11.1" ? "--skip-chat-template" : "--custom-skip-chat-template" }
    var hasExtraBody: Bool { version >= "0.11.1" }
    var hasPenaltyFlags: Bool { version >= "0.11.1" }
    var hasHeaders: Bool { version >= "0.11" }
    var canKeepOrder: Bool { version >= "0.11.1" }
    var hasNoOversample: Bool { version >= "0.10.2" }
    /// Whether `--custom-output-len -1` takes each row's `output_tokens`.
    var readsOutputLengths: Bool { version >= "0.14" }
    /// Whether random prompts turn `ignore_eos` on whatever the command line says.
    var forcesIgnoreEOS: Bool { version >= "0.11.1" }
    var allowsInfiniteBurstiness: Bool { version >= "0.11.1" }
    /// Whether `Authorization: Bearer None` is sent when there is no key.
    var sendsBearerNone: Bool { version < "0.16" }
    /// Whether `temperature: 0.0` is sent when no temperature is asked for.
    var sendsTemperatureZero: Bool { version < "0.15" }
    var countsInputOnServer: Bool { version >= "0.20" }
    var isNewerThanKnown: Bool { version >= "0.34" }

    /// What is true of the version and no flag of ours changes, as sentences.
    func notes(chat: Bool, hasKey: Bool, hasRate: Bool, rampsUp: Bool = false) -> [String] {
        var notes: [String] = []
        if isNewerThanKnown {
            notes.append(
                "vllm \(version) is newer than the newest known version; it is taken to work like \(VLLMBench.newest)."
            )
        }
        if version < "0.10.1" {
            notes.append("Sends the first prompt once as a test before the run; the test enters no figure.")
        } else if version < "0.14" {
            notes.append(
                "Waits up to 600 s for the server by sending the first prompt until it is answered; the test enters no figure."
            )
        }
        if version < "0.10.1" {
            notes.append("Opens a new connection for every request, so that its TTFT includes the time to connect.")
        }
        if !hasKey, sendsBearerNone {
            notes.append("Without an API key it sends the header 'Authorization: Bearer None'.")
        }
        if !chat {
            notes.append("Sends 'repetition_penalty: 1.0' with every completions request unless told another value.")
        }
        if chat, !countsInputOnServer {
            notes.append("Reports prompt tokens as its own tokenizer counts them, without the chat template.")
        }
        if rampsUp, version >= "0.10" {
            notes.append("Leaves the gaps of a ramp-up as they were drawn: when the last request goes out is chance.")
        } else if hasRate || rampsUp {
            notes.append(
                version >= "0.10"
                    ? "Stretches its gaps so that the last request goes out at exactly requests / rate."
                    : "Sends the first request at once and sleeps between requests, so that the rate falls short a little."
            )
        }
        if version < "0.11.1" {
            notes.append("Its package for CUDA starts only on a machine with a GPU, the load tester included.")
        }
        return notes
    }
}
