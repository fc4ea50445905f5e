/// What of a command line is a secret, told by the name before it: the words up to the next option after one such as
/// `--api-key`, the value in `--api-key=…` and in `API_KEY=…`, and all of these in a word that is a shell's text.
package struct CommandSecrets: Sendable, Equatable {
    /// In the order of the command line.
    package private(set) var values: [String] = []
    /// The command line as it may be shown.
    package private(set) var shown: [String] = []

    package init(_ argv: [String]) {
        var isAfterSecret = false
        for word in argv {
            let isOption = word.hasPrefix("-")
            if isAfterSecret && !isOption {
                hide(word, in: word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let isName = parts.first?.allSatisfy(Self.isPartOfName) ?? false
            let isSecret = isName && SecretName.isSecret(parts[0])
            isAfterSecret = isSecret && word.hasPrefix("--") && !word.contains("=")
            let isText = word.contains(where: \.isWhitespace)
            if isSecret && parts.count == 2 && (isOption || !isText) {
                hide(parts[1], in: word)
            } else if isText {
                let inner = CommandSecrets(Self.words(ofShell: word))
                values += inner.values
                shown.append(Self.masked(word, inner.values))
            } else {
                shown.append(word)
            }
        }
    }

    /// The text with every secret replaced. A secret that is within another one does not leave the rest of it.
    package static func masked(_ text: String, _ secrets: [String]) -> String {
        secrets.sorted { $0.utf8.count > $1.utf8.count }.reduce(text) { text, secret in
            secret.isEmpty ? text : text.replacing(secret, with: SecretName.mask)
        }
    }

    private mutating func hide(_ secret: String, in word: String) {
        values.append(secret)
        shown.append(word.dropLast(secret.count) + SecretName.mask)
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "_" || character == "."
    }

    /// A shell's text as words without their quotes. Operators part words as white space does.
    private static func words(ofShell text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isOpen = false
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word.append(character)
                isEscaped = false
            } else if character == "\\" && quote != "'" {
                (isEscaped, isOpen) = (true, true)
            } else if character == quote {
                quote = nil
            } else if quote == nil && (character == "'" || character == "\"") {
                (quote, isOpen) = (character, true)
            } else if quote == nil && (character.isWhitespace || ";&|()`".contains(character)) {
                if isOpen { words.append(word) }
                (word, isOpen) = ("", false)
            } else {
                word.append(character)
                isOpen = true
            }
        }
        return isOpen ? words + [word] : words
    }
}
