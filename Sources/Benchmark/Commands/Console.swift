import Foundation

/// The only place of the benchmark that prints: results to stdout, everything else to stderr.
enum Console {
    /// At once, also into a file: a run takes long.
    static func result(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func error(_ text: String) { note("concord-benchmark: error: " + text) }
}
