/// The messages of one answer's stream in order, as they passed over the wire: when each came and what it was. Five bytes
/// each.
package struct WireMessages: Sendable, Equatable, Codable {
    /// What a message was; several hold at once.
    package struct Kind: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It has `choices`; the empty role chunk has them too.
        package static let choices = Kind(rawValue: 1)
        /// A choice carries output.
        package static let output = Kind(rawValue: 2)
        /// A choice has a `finish_reason`.
        package static let finish = Kind(rawValue: 4)
        /// It has `usage`.
        package static let usage = Kind(rawValue: 8)
        /// `[DONE]`.
        package static let done = Kind(rawValue: 16)
        /// An error object, or no JSON.
        package static let odd = Kind(rawValue: 32)
    }

    package private(set) var instants = ChunkInstants()
    /// Raw values of the kinds, one a message.
    package private(set) var kinds: [UInt8] = []

    package init() {}

    package init(_ messages: some Sequence<(Kind, Instant)>) {
        for (kind, instant) in messages { append(kind, at: instant) }
        trim()
    }

    package var count: Int { kinds.count }

    package var isEmpty: Bool { kinds.isEmpty }

    package mutating func append(_ kind: Kind, at instant: Instant) {
        instants.append(instant)
        kinds.append(kind.rawValue)
    }

    /// Gives back room that was made and not used.
    package mutating func trim() {
        instants.trim()
        if kinds.capacity > kinds.count + kinds.count / 16 + 16 { kinds = kinds.withUnsafeBufferPointer { Array($0) } }
    }

    /// Instants of the messages that are at least one of these.
    package func instants(of wanted: Kind) -> [Instant] {
        zip(kinds, instants).compactMap { $0 & wanted.rawValue != 0 ? $1 : nil }
    }

    /// The kind and the instant of each message.
    package var all: [(kind: Kind, instant: Instant)] {
        zip(kinds, instants).map { (kind: Kind(rawValue: $0), instant: $1) }
    }
}

extension WireMessages {
    /// The first message that is at least one of these. Nil when there is none.
    package func firstInstant(of wanted: Kind) -> Instant? {
        guard let place = kinds.firstIndex(where: { $0 & wanted.rawValue != 0 }) else { return nil }
        return place == 0 ? instants.first : instants.dropFirst(place).first { _ in true }
    }

    /// The last message that is none of these. Nil when there is none.
    package func lastInstant(butNot unwanted: Kind) -> Instant? {
        guard let place = kinds.lastIndex(where: { $0 & unwanted.rawValue == 0 }) else { return nil }
        return place == kinds.count - 1 ? instants.last : instants.dropFirst(place).first { _ in true }
    }
}
