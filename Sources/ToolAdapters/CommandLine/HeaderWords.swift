import BenchModel
/// The recipe's headers as `Name=value` words for a command line that everybody may read: a value that is secret is the
/// name of a variable there.
struct HeaderWords {
    /// What the variables of secret values start with.
    private static let variablePrefix = "CONCORD_HEADER_"

    /// One a header, in the order of their names.
    let words: [String]
    /// Variables that hold a value which the recipe has in clear, although its header's name says that it is secret.
    /// They are set when a tool is started.
    let secrets: [String: String]
    /// Every variable that the words name; the user's own among them.
    let variables: [String]

    init(_ headers: [String: String]) {
        var words: [String] = []
        var secrets: [String: String] = [:]
        var variables: [String] = []
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            let named = VariableText.names(in: value)
            if named.isEmpty, SecretName.isSecret(name) {
                let variable = "\(Self.variablePrefix)\(words.count + 1)"
                secrets[variable] = value
                variables.append(variable)
                words.append("\(name)=${\(variable)}")
            } else {
                variables += named.filter { !variables.contains($0) }
                words.append("\(name)=\(value)")
            }
        }
        self.words = words
        self.secrets = secrets
        self.variables = variables
    }
}
