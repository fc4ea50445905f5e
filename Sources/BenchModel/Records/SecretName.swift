/// What the name of a header or of a variable says about its value.
package enum SecretName {
    /// Stands for a secret in everything that is shown or written.
    package static let mask = "***"

    private static let words: Set<String> = [
        "accesskey", "accesstoken", "apikey", "apitoken", "auth", "authorization", "bearer", "cookie", "credential",
        "credentials", "jwt", "key", "passphrase", "passwd", "password", "pwd", "secret", "sig", "signature", "token",
    ]

    /// The texts below such a name in a request's body. Numbers are none: `stop_token_ids` is a list of them.
    package static func values(in members: [String: JSONValue]) -> [String] {
        members.flatMap { name, value in isSecret(name) ? texts(in: value) : inner(value) }
    }

    private static func inner(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members): values(in: members)
        case .array(let items): items.flatMap(inner)
        default: []
        }
    }

    private static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .object(let members): members.values.flatMap(texts)
        case .array(let items): items.flatMap(texts)
        default: []
        }
    }

    /// Whether the value is a secret: one of the words in the name says so.
    package static func isSecret(_ name: String) -> Bool {
        name.lowercased().split { $0 == "_" || $0 == "-" }.contains { words.contains(String($0)) }
    }
}
