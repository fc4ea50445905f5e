import BenchModel
import Foundation

/// Replaces secrets by `***` in a stream of bytes, also where one is spread over several pieces.
struct SecretFilter: Sendable {
    /// Shorter texts are placeholders such as `EMPTY`, and replacing them would harm results.
    static let shortest = 6
    private static let mask = Array(SecretName.mask.utf8)

    /// Longest first, so that a secret that begins with another one is replaced whole.
    private let secrets: [[UInt8]]
    /// Whether some secret starts with the byte.
    private let starts: [Bool]
    private var held: [UInt8] = []

    /// - Parameter secrets: Also looked for in the form that they have in JSON text and in URLs.
    init(_ secrets: [String]) {
        let forms = Set(secrets.filter { $0.utf8.count >= Self.shortest }.flatMap(Self.forms))
        self.secrets = forms.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        var starts = [Bool](repeating: false, count: 256)
        for first in self.secrets.compactMap(\.first) { starts[Int(first)] = true }
        self.starts = starts
    }

    /// Whether any secret is in a whole text.
    func occurs(in content: Data) -> Bool { secrets.contains { content.range(of: Data($0)) != nil } }

    /// - Returns: What can be let through; a piece that may be the start of a secret is held back.
    mutating func filter(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        guard !secrets.isEmpty else { return Array(bytes) }
        held.append(contentsOf: bytes)
        return release(isLast: false)
    }

    /// What was held back, when nothing more comes.
    mutating func finish() -> [UInt8] { release(isLast: true) }

    private mutating func release(isLast: Bool) -> [UInt8] {
        var free: [UInt8] = []
        free.reserveCapacity(held.count)
        var index = 0
        scan: while index < held.count {
            if starts[Int(held[index])] {
                let rest = held[index...]
                for secret in secrets {
                    if rest.starts(with: secret) {
                        free.append(contentsOf: Self.mask)
                        index += secret.count
                        continue scan
                    }
                    if !isLast, rest.count < secret.count, secret.starts(with: rest) { break scan }
                }
            }
            free.append(held[index])
            index += 1
        }
        held.removeFirst(index)
        return free
    }

    private static func forms(of secret: String) -> [String] {
        let inURL = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        let json = (try? JSONEncoder().encode(secret)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let inJSON = String(json.dropFirst().dropLast())
        return [secret, inURL, inJSON, inJSON.replacing("\\/", with: "/")].filter { !$0.isEmpty }
    }
}
