import BenchModel

/// What passed in one turn and has not been looked at: bytes go on first, and are understood when the turn has passed
/// everything on that came with them. A burst of answers is not held up by what is made of each.
final class TapNotes {
    private struct Note {
        let link: TapLink
        let isAnswer: Bool
        let range: Range<Int>
        let instant: Instant
    }

    private var bytes: [UInt8] = []
    private var notes: [Note] = []
    /// Bytes that are kept from turn to turn; more are given back.
    private static let keptCapacity = 1 << 20

    func add(_ new: UnsafeRawBufferPointer, isAnswer: Bool, of link: TapLink, at instant: Instant) {
        let start = bytes.count
        bytes.append(contentsOf: new)
        notes.append(Note(link: link, isAnswer: isAnswer, range: start..<bytes.count, instant: instant))
    }

    /// Looks at everything, in the order in which it came.
    func read() {
        guard !notes.isEmpty else { return }
        bytes.withUnsafeBytes { all in
            for note in notes {
                let part = UnsafeRawBufferPointer(rebasing: all[note.range])
                note.link.look(at: part.bytes, isAnswer: note.isAnswer, at: note.instant)
            }
        }
        notes.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
    }
}
