package import BenchModel

/// Output of a tool that cannot be read. The words are made where it is shown.
package struct OutputError: Error, Equatable {
    package enum Problem: Sendable, Equatable {
        /// Nothing that the tool writes was found.
        case missing
        /// It starts as expected and ends too early.
        case cutOff
        /// It is there and is not what the tool is known to write; the text says what is odd.
        case unknownShape(String)
        /// The operating system would not give it; the text says why.
        case unreadable(String)
        /// Several candidates of which none is better; the text lists them.
        case ambiguous(String)
    }

    package let tool: ToolID
    package let problem: Problem
    /// What was looked for, as a noun: `a vLLM result JSON or console report`.
    package let lookedFor: String
    /// Where: a file or folder, with a line or key where known.
    package let place: String

    package init(tool: ToolID, problem: Problem, lookedFor: String, place: String) {
        self.tool = tool
        self.problem = problem
        self.lookedFor = lookedFor
        self.place = place
    }
}
