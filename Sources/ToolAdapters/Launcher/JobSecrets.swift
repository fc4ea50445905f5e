import BenchModel
import Foundation

/// What must not be readable in anything that a run leaves: the API key, and the values of those headers and variables
/// whose names say that they are secret.
struct JobSecrets: Sendable {
    static let mask = "***"
    private static let secretWords: Set<String> = [
        "apikey", "auth", "authorization", "cookie", "credential", "credentials", "key", "password", "secret", "token",
    ]

    let values: [String]
    private let apiKey: String?
    private let headers: [String: String]

    init(_ job: ToolJob) {
        apiKey = job.apiKey
        headers = job.recipe.workload.headers
        let named = headers.merging(job.choice.environment) { header, _ in header }
        let secret = named.filter { Self.isSecret($0.key) }.values.flatMap { value in
            // `Bearer …` is printed without its scheme too.
            [value]
                + (value.split(separator: " ").count == 2 ? value.split(separator: " ").suffix(1).map(String.init) : [])
        }
        values = ([job.apiKey].compactMap(\.self) + secret).filter { $0.utf8.count >= SecretFilter.shortest }
    }

    /// `X-Trace=***` stands for the header's value, any other mask for the API key.
    func unmasked(_ text: String) -> String {
        guard text.contains(Self.mask) else { return text }
        for (name, value) in headers where text == "\(name)=\(Self.mask)" { return "\(name)=\(value)" }
        guard let apiKey else { return text }
        return text.replacing(Self.mask, with: apiKey)
    }

    /// Replaces the secrets in every text file below a folder; links are not followed.
    func scrub(folder: String) throws(LaunchError) {
        guard !values.isEmpty else { return }
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for name in names {
            let path = folder + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            do {
                try scrub(file: URL(filePath: path))
            } catch {
                throw .output(path: path, reason: "a secret in it could not be replaced (\(error))")
            }
        }
    }

    private func scrub(file: URL) throws {
        let content = try Data(contentsOf: file, options: .mappedIfSafe)
        // A changed length would ruin a database.
        guard !content.prefix(8192).contains(0) else { return }
        var filter = SecretFilter(values)
        guard filter.occurs(in: content) else { return }
        let clean = filter.filter(content) + filter.finish()
        try Data(clean).write(to: file, options: .atomic)
    }

    private static func isSecret(_ name: String) -> Bool {
        name.lowercased().split { $0 == "_" || $0 == "-" }.contains { secretWords.contains(String($0)) }
    }
}
