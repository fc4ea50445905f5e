import BenchModel

/// A recipe on its way to a command line: one step a part, in the order in which the flags are written.
struct EvalscopeTranslation {
    let job: ToolJob
    let release: EvalscopeRelease
    var command: [String]
    var arguments = ArgumentList(command: [])
    var env = ["NO_PROXY": "*", "no_proxy": "*", "NO_COLOR": "1"]
    var notes: [String] = []
    var expectedInput: String?

    var workload: Workload { job.recipe.workload }

    /// - Throws: `TranslationError` when the release is older than any that is known.
    init(of job: ToolJob) throws(TranslationError) {
        self.job = job
        release = EvalscopeRelease(version: job.version ?? EvalscopeRelease.newest)
        command = job.command.isEmpty ? ["evalscope", "perf"] : job.command
        if release.version < EvalscopeRelease.oldest {
            throw error(
                "tools.version",
                "is older than any release whose command line is known",
                remedy: "Use evalscope \(EvalscopeRelease.oldest) or newer."
            )
        }
        if release.version > EvalscopeRelease.newest {
            notes.append(
                "evalscope \(release.version) is newer than \(EvalscopeRelease.newest), the newest release known here, "
                    + "and is taken to work like it."
            )
        }
    }

    var plan: ToolPlan {
        var plan = ToolPlan(
            tool: job.choice.id,
            version: job.version ?? release.version,
            argv: command + arguments.words + job.choice.extraArguments,
            env: env.merging(job.choice.shownEnvironment) { $1 },
            notes: notes
        )
        plan.expectedInput = expectedInput
        return plan
    }

    /// The flags that pin sampling, and the rest of the body in `--extra-args`.
    mutating func addSampling() {
        let body = EvalscopeBody(workload: workload, cacheSalt: job.cacheSalt)
        if let text = body.extraArguments { arguments.add("--extra-args", text) }
        arguments.add("--temperature", workload.temperature)
        arguments.add("--top-p", workload.topP)
        arguments.add("--top-k", workload.topK)
        arguments.add("--frequency-penalty", workload.frequencyPenalty)
        arguments.add("--repetition-penalty", workload.repetitionPenalty)
        if workload.temperature == nil, workload.extraBody["temperature"] == nil {
            notes.append("Every request carries `temperature: 0.0`, which the recipe does not ask for.")
        }
        if release.sendsSeedZero, workload.seed == nil, workload.extraBody["seed"] == nil {
            notes.append("Every request carries `seed: 0`, which the recipe does not ask for.")
        }
    }

    /// Where results go. The connection test is left as the release has it.
    mutating func addResults() {
        arguments.add("--outputs-dir", job.outputFolder)
        arguments.add("--name", "run")
        if release.hasNoTimestamp { arguments.add("--no-timestamp") }
        if !release.skipsConnectionTest {
            notes.append(
                "Before the run it sends one request with the prompt `hello` and the run's own parameters, "
                    + "which enters none of its figures."
            )
        }
    }

    func error(
        _ key: String,
        _ problem: String,
        remedy: String? = nil,
        allowance: Approximation? = nil
    ) -> TranslationError {
        TranslationError(
            tool: job.choice.id,
            version: release.version,
            key: key,
            problem: problem,
            remedy: remedy,
            allowance: allowance
        )
    }

    /// Takes an approximation that the recipe allows, with a note that says what is done; refuses it otherwise.
    mutating func approximate(
        _ allowance: Approximation,
        _ key: String,
        _ problem: String,
        instead: String,
        remedy: String? = nil
    ) throws(TranslationError) {
        guard job.recipe.allow.contains(allowance) else {
            throw error(key, problem, remedy: remedy, allowance: allowance)
        }
        notes.append(instead)
    }
}
