/// What is wrong with a text of settings, such as a fault's.
package enum SettingError: Error, Equatable, CustomStringConvertible {
    case unknown(String, known: [String])
    case twice(String)
    case wrong(String, expected: String)
    /// Settings of which exactly one must be there.
    case oneOf([String])
    /// Settings of which at least one must be there.
    case someOf([String])

    package var description: String {
        switch self {
        case .unknown(let name, let known):
            "'\(name)' is not known here; expected \(known.joined(separator: ", "))"
        case .twice(let name): "'\(name)' is given twice"
        case .wrong(let name, let expected): "'\(name)' expects \(expected)"
        case .oneOf(let names): "expected exactly one of \(names.joined(separator: ", "))"
        case .someOf(let names): "expected at least one of \(names.joined(separator: ", "))"
        }
    }
}
