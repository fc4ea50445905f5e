import ToolAdapters

/// Why a run of a client gave no figures.
struct RunFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(_ exit: ToolExit, lastWords: String) {
        description = "it \(exit.reason.words)" + (lastWords.isEmpty ? "" : "; its last words: \(lastWords)")
    }
}
