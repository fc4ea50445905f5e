/// What the name of a header or of a variable says about its value.
package enum SecretName {
    /// Stands for a secret in everything that is shown or written.
    package static let mask = "***"

    private static let words: Set<String> = [
        "apikey", "auth", "authorization", "cookie", "credential", "credentials", "key", "password", "secret", "token",
    ]

    /// Whether the value is a secret: one of the words in the name says so.
    package static func isSecret(_ name: String) -> Bool {
        name.lowercased().split { $0 == "_" || $0 == "-" }.contains { words.contains(String($0)) }
    }
}
