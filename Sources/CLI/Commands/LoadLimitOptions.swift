import ArgumentParser
import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// How `concord load` talks to the server, and for how long it waits.
struct LoadLimitOptions: ParsableArguments {
    @Flag(inversion: .prefixedNo, help: "Ask for event streams; without them only E2EL is measured.") var stream = true
    @Option(help: "For a connection. (default: 10s)", transform: NumberArgument.duration(positive: true))
    var connectTimeout: Duration?
    @Option(
        help: "From a request to its first token. (default: none)",
        transform: NumberArgument.duration(positive: true)
    )
    var firstTokenTimeout: Duration?
    @Option(
        help: "Without a byte, once output has begun. (default: 10min)",
        transform: NumberArgument.duration(positive: true)
    )
    var idleTimeout: Duration?
    @Option(
        help: "From a request to the end of its answer. (default: 6h)",
        transform: NumberArgument.duration(positive: true)
    )
    var totalTimeout: Duration?
    @Option(help: "PEM file with the authorities that an https server is trusted by, instead of the system's.")
    var caFile: String?
    @Flag(help: "Trust an https server whatever its certificate says.") var insecure = false

    func options(_ shape: LoadShapeOptions) throws -> LoadOptions {
        var options = LoadOptions()
        options.duration = shape.duration
        options.countsRequests = shape.requests != nil || shape.duration == nil
        options.streams = stream
        options.connectTimeout = connectTimeout
        options.firstTokenTimeout = firstTokenTimeout
        options.idleTimeout = idleTimeout
        options.totalTimeout = totalTimeout
        if let caFile {
            guard !insecure else { throw ValidationError("--ca-file has no effect with --insecure. Keep one.") }
            guard FileManager.default.isReadableFile(atPath: caFile) else {
                throw ValidationError("--ca-file \(caFile): no such file, or not readable. Name a PEM file.")
            }
            options.trust = .authorities(path: caFile)
        } else if insecure {
            options.trust = .anything
        }
        return options
    }
}
