/// vLLM's `SamplingParams` as its log shows them: a Python call with named arguments.
package struct SamplingParameters: Sendable, Equatable {
    /// In the order of the log.
    package private(set) var names: [String] = []
    private var values: [String: JSONValue] = [:]

    package init(_ members: [(String, JSONValue)] = []) {
        for (name, value) in members { add(name, value) }
    }

    package subscript(name: String) -> JSONValue? { values[name] }

    private mutating func add(_ name: String, _ value: JSONValue) {
        if values.updateValue(value, forKey: name) == nil { names.append(name) }
    }

    private static let opening = Array("SamplingParams(".utf8)

    /// All that stand in a piece of log, in order. What only looks like one, such as words of a prompt, is passed over.
    package static func all(in log: [UInt8]) -> [SamplingParameters] {
        var found: [SamplingParameters] = []
        var start = log.startIndex
        while let place = log[start...].firstIndex(of: opening[0]) {
            start = place + 1
            guard log[place...].starts(with: opening) else { continue }
            var parser = PythonLiteralParser(log, from: place + opening.count)
            guard let members = parser.arguments(), members.contains(where: { $0.name == "temperature" }) else {
                continue
            }
            found.append(SamplingParameters(members.map { ($0.name, $0.value) }))
            start = parser.offset
        }
        return found
    }
}
