/// The name under which users and files know a tool: `vllm`, `evalscope`, `native`.
package struct ToolID: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension ToolID: CodingKeyRepresentable {
    package var codingKey: any CodingKey { rawValue.codingKey }
    package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}
