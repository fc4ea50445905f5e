/// The instants of one answer's chunks in order, in four bytes each as long as consecutive ones are less than 4.29 s
/// apart, else in eight. A run holds one per chunk of every answer, so this is what its memory is made of.
package struct ChunkInstants: Sendable {
    package private(set) var first: Instant?
    package private(set) var last: Instant?
    /// Nanoseconds from each instant to the next.
    private var gaps: [UInt32] = []
    /// Nanoseconds of each instant, once a gap did not fit; `gaps` is empty then.
    private var whole: [Int64] = []

    package init() {}

    package init(_ instants: some Sequence<Instant>) {
        for instant in instants { append(instant) }
        trim()
    }

    package var count: Int { first == nil ? 0 : whole.isEmpty ? gaps.count + 1 : whole.count }

    package var isEmpty: Bool { first == nil }

    package var instants: [Instant] { Array(self) }

    /// Makes room for so many instants that are close together.
    package mutating func reserve(_ count: Int) { gaps.reserveCapacity(count) }

    package mutating func append(_ instant: Instant) {
        defer { last = instant }
        guard let last else {
            first = instant
            return
        }
        let (gap, overflow) = instant.nanoseconds.subtractingReportingOverflow(last.nanoseconds)
        if whole.isEmpty, !overflow, let narrow = UInt32(exactly: gap) { return gaps.append(narrow) }
        if whole.isEmpty {
            whole = map(\.nanoseconds)
            gaps = []
        }
        whole.append(instant.nanoseconds)
    }

    /// Gives back room that was made and not used.
    package mutating func trim() {
        if gaps.capacity > gaps.count + gaps.count / 16 + 4 { gaps = gaps.withUnsafeBufferPointer { Array($0) } }
        if whole.capacity > whole.count + whole.count / 16 + 2 { whole = whole.withUnsafeBufferPointer { Array($0) } }
    }

    /// Nanoseconds between consecutive instants, given to `body` one after the other.
    @inline(__always)
    package func forEachGap(_ body: (Int64) -> Void) {
        for gap in gaps { body(Int64(gap)) }
        for place in whole.indices.dropFirst() { body(whole[place] &- whole[place - 1]) }
    }
}

extension ChunkInstants: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate let chunks: ChunkInstants
        fileprivate var place = 0
        fileprivate var previous: Int64

        package mutating func next() -> Instant? {
            guard place < chunks.count else { return nil }
            if !chunks.whole.isEmpty {
                previous = chunks.whole[place]
            } else if place > 0 {
                previous += Int64(chunks.gaps[place - 1])
            }
            place += 1
            return Instant(nanoseconds: previous)
        }
    }

    package var underestimatedCount: Int { count }

    package func makeIterator() -> Iterator { Iterator(chunks: self, previous: first?.nanoseconds ?? 0) }
}

extension ChunkInstants: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Instant...) { self.init(elements) }
}

/// Two are equal when their instants are, whatever holds them.
extension ChunkInstants: Equatable {
    package static func == (left: ChunkInstants, right: ChunkInstants) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }
}

/// An array of instants.
extension ChunkInstants: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd { append(try list.decode(Instant.self)) }
        trim()
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for instant in self { try list.encode(instant) }
    }
}
