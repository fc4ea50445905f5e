import BenchModel

/// Renders command lines as text that a POSIX shell reads back as the same words, byte for byte. All of it works on UTF-8
/// and on scalars: a quotation mark that a combining mark follows is still one to the shell.
package enum ShellQuoting {
    /// Words that a shell takes for its own grammar where a command begins.
    private static let reserved: Set<String> = [
        "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then",
        "time", "until", "while",
    ]

    /// The word as it is where no shell would change it, else in single quotes; in `$'…'`, which bash, zsh, ksh and
    /// POSIX of 2024 read, where it holds what a terminal must not get raw.
    package static func quote(_ word: String) -> String {
        if word.unicodeScalars.contains(where: VisibleText.isHidden) { return "$'" + escaped(word) + "'" }
        // A shell may take a word that begins with `=` for the path of a command.
        let isPlain = !word.isEmpty && word.utf8.first != UInt8(ascii: "=") && word.utf8.allSatisfy(isPlainByte)
        return isPlain ? word : "'" + word.unicodeScalars.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
    }

    /// Everything on one line, variables first and in the order of their names.
    package static func line(_ argv: [String], env: [String: String] = [:]) -> String {
        (assignments(env) + quoted(argv).map(\.text)).joined(separator: " ")
    }

    /// One option with its values a line, continued with backslashes: for reading, copying and pasting.
    package static func block(_ argv: [String], env: [String: String] = [:]) -> String {
        var lines = assignments(env)
        var isFresh = true
        for (word, text) in quoted(argv) {
            if isFresh || isOption(word) {
                lines.append(isFresh ? text : "  " + text)
                isFresh = false
            } else {
                lines[lines.count - 1] += " " + text
            }
        }
        return lines.joined(separator: " \\\n")
    }

    /// The first word is quoted as well where a shell would take it for an assignment or for its grammar.
    private static func quoted(_ argv: [String]) -> [(word: String, text: String)] {
        // A shell takes `%1` for a job, even in quotes; `env` does not.
        let words = argv.first?.utf8.first == UInt8(ascii: "%") ? ["env"] + argv : argv
        return words.enumerated().map { place, word in
            let text = quote(word)
            let isSpecial = word.utf8.contains(UInt8(ascii: "=")) || reserved.contains(word)
            return (word, place == 0 && isSpecial && text == word ? "'\(word)'" : text)
        }
    }

    /// Names that no shell takes for a variable's go to `env`, as quoted words.
    private static func assignments(_ env: [String: String]) -> [String] {
        let pairs = env.sorted { $0.key < $1.key }
        guard pairs.allSatisfy({ VariableText.isName($0.key) }) else {
            return ["env"] + pairs.map { quote($0.key + "=" + $0.value) }
        }
        return pairs.map { $0.key + "=" + quote($0.value) }
    }

    private static func isOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let second = word.dropFirst().first else { return false }
        return second == "-" || second.isLetter
    }

    private static func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_-+=:,./@%".utf8.contains(byte)
        }
    }

    /// As it stands within `$'…'`. Bytes are in octal, of three digits always, so that a digit behind stays one.
    private static func escaped(_ word: String) -> String {
        word.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": #"\n"#
            case "\r": #"\r"#
            case "\t": #"\t"#
            case "\\": #"\\"#
            case "'": #"\'"#
            // An interactive shell would look for it in its history.
            case "!": #"\041"#
            case _ where VisibleText.isHidden(scalar): String(scalar).utf8.map(octal).joined()
            default: String(scalar)
            }
        }.joined()
    }

    private static func octal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
