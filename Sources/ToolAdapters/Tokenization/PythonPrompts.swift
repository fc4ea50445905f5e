import BenchModel
import Foundation

/// Prompts of exact token counts by the Python tokenizer of an installed tool, for servers without `/tokenize`.
/// The count is the client's: it is the server's too when both use the same tokenizer and template.
package struct PythonPrompts: Sendable {
    package struct Request: Sendable, Codable {
        package var tokenizer: String
        /// Whether the chat template's tokens are part of the counts.
        package var chat: Bool
        /// Wanted prompt tokens of each prompt.
        package var tokens: [Int]
        /// Tokens that all prompts have in common, as part of `tokens`.
        package var prefix: Int
        package var seed: Int

        package init(tokenizer: String, chat: Bool, tokens: [Int], prefix: Int, seed: Int) {
            self.tokenizer = tokenizer
            self.chat = chat
            self.tokens = tokens
            self.prefix = prefix
            self.seed = seed
        }
    }

    private static let script = """
        import json, os, random, sys
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        job = json.load(open(sys.argv[1]))
        from transformers import AutoTokenizer
        tokenizer = AutoTokenizer.from_pretrained(job["tokenizer"])
        rng = random.Random(job["seed"])

        def word():
            return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(2))

        def count(text):
            if not job["chat"]:
                return len(tokenizer(text)["input_ids"])
            ids = tokenizer.apply_chat_template([{"role": "user", "content": text}], add_generation_prompt=True)
            return len(ids["input_ids"] if hasattr(ids, "keys") else ids)

        def fill(words, target):
            while count(" ".join(words)) < target:
                words.append(word())
            return words

        empty = count("")
        prefix = fill([word()], empty + job["prefix"]) if job["prefix"] else []
        prompts, seen = [], set()
        for target in job["tokens"]:
            for _ in range(500):
                words = fill(prefix + [word()], target)
                for _ in range(20):
                    text = " ".join(words)
                    n = count(text)
                    if n == target or len(words) <= len(prefix) + 1:
                        break
                    words = words[:-1]
                    while count(" ".join(words)) < target - 3:
                        words.append(word())
                    if count(" ".join(words)) < target:
                        words.append(rng.choice(["a", "the", "of", "in", "to", "b", "x"]))
                if n == target and text not in seen:
                    break
            else:
                sys.exit(f"no prompt of {target} tokens was found in 500 tries")
            seen.add(text)
            prompts.append(text)
        json.dump(prompts, open(sys.argv[2], "w"))
        """

    /// - Parameters:
    ///   - python: The interpreter of the tool's environment.
    ///   - folder: For the request, the answer and the script's output.
    /// - Throws: `OutputError` with the script's last lines; `LaunchError`.
    package static func make(_ request: Request, python: String, folder: String) async throws -> [String] {
        let (input, answer) = (folder + "/tokenize-request.json", folder + "/tokenize-answer.json")
        try JSONEncoder().encode(request).write(to: URL(filePath: input))
        var command = ChildCommand(
            argv: [python, "-c", script, input, answer],
            stdoutPath: folder + "/tokenize.log",
            stderrPath: folder + "/tokenize.log"
        )
        command.timeout = .seconds(600)
        let exit = try await Launcher.run(command)
        guard exit.reason == .exited(code: 0), let data = FileManager.default.contents(atPath: answer),
            let prompts = try? JSONDecoder().decode([String].self, from: data), prompts.count == request.tokens.count
        else {
            let log = FileManager.default.contents(atPath: folder + "/tokenize.log") ?? Data()
            let last = String(decoding: log, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? "no output"
            throw OutputError(
                tool: .native,
                problem: .unreadable(last),
                lookedFor: "prompts by the tokenizer '\(request.tokenizer)'",
                place: folder
            )
        }
        return prompts
    }
}
