package import BenchModel
import ToolAdapters
import Traffic

/// The words for every failure: what, where, what to do.
package enum HarnessErrorText {
    package static func describe(_ error: HarnessError) -> String { message(error).text }

    package static func message(_ error: HarnessError) -> Message {
        switch error {
        case .recipe(let error): return Message(lines: error.problems.map(\.description))
        case .translation(let error): return "\(describe(error))"
        case .output(let error): return "\(describe(error))"
        case .serverUnreachable(let url, let reason) where reason.contains("certificate"):
            return """
                the server at \(url) is not trusted: \(reason).
                `concord load` takes its authority from --ca-file FILE, or any certificate with --insecure; elsewhere the \
                system must trust it.
                """
        case .serverUnreachable(let url, let reason):
            return """
                no server answers at \(url): \(reason).
                Start it, or name another one with --set server.url=URL, or try the embedded simulator with \
                --set 'server.simulate={}'.
                """
        case .serverNotReady(let argv, let seconds, let lines, let log):
            return """
                the launched server was not ready after \(Int(seconds)) s: \(argv.joined(separator: " "))
                \(quote(lines))Its whole output is in \(log). A longer wait: --set server.launch.timeout=1200s.
                """
        case .serverNotStarted(let argv, let reason):
            return "the server could not be launched (server.launch.argv: \(argv.joined(separator: " "))): \(reason)"
        case .serverDied(let argv, let lines, let log):
            return """
                the launched server ended by itself: \(argv.joined(separator: " "))
                \(quote(lines))Its whole output is in \(log).
                """
        case .unknownModel(let name, let served, let url):
            let names = served.isEmpty ? "none" : served.joined(separator: ", ")
            let remedy = served.first.map { name in
                let setting = ShellQuoting.quote("model.name=\(name)")
                return " Use --set \(setting), and --set model.tokenizer=FOLDER with the tokenizer that belongs to it."
            }
            return "the server at \(url) does not know the model '\(name)'; it serves: \(names).\(remedy ?? "")"
        case .prompts(let error):
            return "prompts of exact token counts could not be made: \(error.fact)."
        case .load(let error): return "\(error.fact)."
        case .simulator(let error): return "\(error)"
        case .tap(let error): return "\(error.fact)."
        case .limits(let shortage): return "\(shortage.fact)."
        case .warmupFailed(let url, let reason):
            return """
                every warm-up request to \(url) failed: \(reason)
                Nothing was measured. Mend the recipe or the server; `warmup: 0` would only hide this.
                """
        case .promptFile(let path, let reason):
            return
                "the prompt file \(path) cannot be used: \(reason). It must hold one JSON object with \"prompt\" a line."
        case .toolMissing(let tool, let version, let reason):
            let name = version.map { "\(tool)@\($0)" } ?? "\(tool)"
            return """
                \(name) is not available: \(reason)
                Install it with `concord tools install \(name)`, or give its command as tools.\(tool).command in the recipe.
                """
        case .unknownTool(let name, let known):
            return "there is no tool '\(name)'; there are: \(known.joined(separator: ", "))."
        case .toolFailed(let tool, let reason, let folder):
            return "\(tool) did not send its request: \(reason) Its output is in \(folder)."
        case .refused(let sentences): return Message(lines: sentences)
        case .nothingSeen(let tool):
            return "nothing was seen on the wire from \(tool): it sent no request to the address that it was given."
        case .missingVariable(let name, let key):
            return
                "\(key) names the environment variable \(name), which is not set. Set it, or take the key out of the recipe."
        case .cannotWrite(let path, let reason):
            return "cannot write \(path): \(reason). Free space there or choose another folder with --out."
        case .cannotRead(let path, let reason):
            return "cannot read \(path): \(reason)."
        case .usage(let text), .told(let text, _):
            return Message(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
    }

    static func describe(_ error: TranslationError) -> String {
        let tool = error.version.map { "\(error.tool) \($0)" } ?? "\(error.tool)"
        var text = "\(tool) cannot express '\(error.key)': it \(error.problem)."
        if let remedy = error.remedy { text += " \(remedy)" }
        if let allowance = error.allowance {
            text += " To run with the approximation all the same, add `allow: [\(allowance.rawValue)]` to the recipe."
        }
        return text
    }

    static func describe(_ error: OutputError) -> String {
        let looked = "looked for \(error.lookedFor) in \(error.place)"
        return switch error.problem {
        case .missing: "no output of \(error.tool) was found: \(looked)."
        case .cutOff: "the output of \(error.tool) is cut off: \(looked)."
        case .unknownShape(let text): "the output of \(error.tool) has an unknown shape (\(text)): \(looked)."
        case .unreadable(let text): "the output of \(error.tool) cannot be read (\(text)): \(looked)."
        case .ambiguous(let text):
            "the output of \(error.tool) is ambiguous: \(looked), and \(text)\n"
                + "Name one of them, such as \(error.tool)=\(error.place)#1."
        }
    }

    private static func quote(_ lines: [String]) -> Message {
        lines.suffix(10).map { line -> Message in "  | \(line)\n" }.reduce("", +)
    }
}
