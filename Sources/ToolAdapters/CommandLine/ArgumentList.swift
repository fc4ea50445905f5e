package import BenchModel

/// A command line under construction, in the order in which it is written.
package struct ArgumentList: Sendable, Equatable {
    package private(set) var words: [String]

    /// - Parameter command: What starts the tool, subcommand included.
    package init(command: [String]) { words = command }

    /// A switch without a value.
    package mutating func add(_ flag: String) { words.append(flag) }

    /// A flag with its value. One that begins with a dash, which a parser would take for another flag, is joined to its own:
    /// `--model=-dash-first`.
    package mutating func add(_ flag: String, _ value: String) { words += Self.words(flag, value) }

    package static func words(_ flag: String, _ value: String) -> [String] {
        value.utf8.first == UInt8(ascii: "-") ? ["\(flag)=\(value)"] : [flag, value]
    }

    /// A flag with several values, of which none begins with a dash: `--header a=1 b=2`.
    package mutating func add(_ flag: String, all values: [String]) { words += [flag] + values }

    /// Nothing when the value is nil.
    package mutating func add(_ flag: String, _ value: Int?) {
        if let value { words += [flag, String(value)] }
    }

    /// Nothing when the value is nil. Whole numbers are written without a fraction.
    package mutating func add(_ flag: String, _ value: Double?) {
        if let value { words += [flag, Self.text(value)] }
    }

    /// The value as compact JSON in one word.
    package mutating func add(_ flag: String, json value: JSONValue) { words += [flag, CompactJSON.text(value)] }

    /// Words as they are, such as the user's own at the end.
    package mutating func append(_ words: [String]) { self.words += words }

    /// `0`, `0.7`, `inf`: a number as Python's `float()` reads it.
    package static func text(_ number: Double) -> String {
        if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
        return "\(number)"
    }
}
