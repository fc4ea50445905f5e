/// What is said to a person: our own words, and within them what others wrote. Whatever is put in goes through
/// `VisibleText`, so that it stays within its line.
package struct Message: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ message: Message) { text += message.text }
        package mutating func appendInterpolation<Value>(_ value: Value) { text += VisibleText.line("\(value)") }
    }

    package let text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// One line each, whatever they hold.
    package init(lines: [String]) { text = lines.map { VisibleText.line($0) }.joined(separator: "\n") }

    /// Text that is ours, such as a command line that was quoted already.
    package init(ours text: String) { self.text = text }

    package var description: String { text }

    package static func + (first: Message, second: Message) -> Message { Message(ours: first.text + second.text) }
}
