import BenchModel
import Foundation

/// What must not be readable in anything that a run leaves: the API key, the values of headers that come from the
/// environment, and those of headers and variables whose names say that they are secret.
package struct JobSecrets: Sendable {
    let values: [String]
    private let apiKey: String?
    /// Headers whose values are in the recipe in clear, by the variable that a plan has for each.
    private let headers: [String: String]
    private let environment: [String: String]

    init(_ job: ToolJob) {
        apiKey = job.apiKey
        environment = job.choice.environment
        let workload = job.recipe.workload
        headers = HeaderWords(workload.headers).secrets
        let secretHeaders = workload.headers.filter { name, value in
            SecretName.isSecret(name) || !VariableText.names(in: value).isEmpty
        }
        let variables = job.choice.environment.filter { SecretName.isSecret($0.key) }
        let secret =
            secretHeaders.map { job.headers[$0.key] ?? $0.value } + variables.values
            + SecretName.values(in: workload.extraBody)
        values = ([job.apiKey].compactMap(\.self) + secret.flatMap(Self.forms)).filter {
            $0.utf8.count >= SecretFilter.shortest
        }
    }

    /// What stands behind a variable of a plan. Nil when the plan's own value is to be taken.
    func value(ofVariable name: String, planned: String) -> String? {
        guard planned == SecretName.mask else { return planned }
        return environment[name] ?? headers[name] ?? apiKey
    }

    /// `Bearer …` is printed without its scheme too.
    package static func forms(of secret: String) -> [String] {
        let words = secret.split(separator: " ").map(String.init)
        return words.count == 2 ? [secret, words[1]] : [secret]
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
}
