/// Renders command lines as text that a POSIX shell reads back as the same words.
package enum ShellQuoting {
    /// The word as it is where no shell would change it, else in single quotes.
    package static func quote(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { isPlainByte($0) }
        return isPlain
            ? word
            : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    /// Everything on one line, variables first and in the order of their names.
    package static func line(_ argv: [String], env: [String: String] = [:]) -> String {
        (assignments(env) + argv.map(quote)).joined(separator: " ")
    }

    /// One option with its values a line, continued with backslashes: for reading, copying and pasting.
    package static func block(_ argv: [String], env: [String: String] = [:]) -> String {
        var lines = assignments(env)
        var isFresh = true
        for word in argv {
            let quoted = quote(word)
            if isFresh || isOption(word) {
                lines.append(isFresh ? quoted : "  " + quoted)
                isFresh = false
            } else {
                lines[lines.count - 1] += " " + quoted
            }
        }
        return lines.joined(separator: " \\\n")
    }

    private static func assignments(_ env: [String: String]) -> [String] {
        env.sorted { $0.key < $1.key }.map { $0.key + "=" + quote($0.value) }
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
}
