/// An optional that takes eight bytes in its owner, whatever its value takes: for what few of many values have.
@propertyWrapper
package struct Boxed<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    private indirect enum Box: Sendable, Equatable, Codable {
        case full(Value)
    }

    private var box: Box?

    package init(wrappedValue: Value?) { box = wrappedValue.map(Box.full) }

    package var wrappedValue: Value? {
        get { if case .full(let value)? = box { value } else { nil } }
        set { box = newValue.map(Box.full) }
    }
}

/// In files it is written, or left out, as any optional is.
extension KeyedEncodingContainer {
    package mutating func encode<Value>(_ boxed: Boxed<Value>, forKey key: Key) throws {
        try encodeIfPresent(boxed.wrappedValue, forKey: key)
    }
}

extension KeyedDecodingContainer {
    package func decode<Value>(_: Boxed<Value>.Type, forKey key: Key) throws -> Boxed<Value> {
        Boxed(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}
