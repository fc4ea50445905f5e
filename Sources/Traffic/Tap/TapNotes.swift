import BenchModel

/// What passed and has not been looked at: bytes go on first, and are understood when nothing else waits to be passed on. A
/// burst of answers is not held up by what is made of each.
final class TapNotes {
    private struct Note {
        let link: TapLink
        let isAnswer: Bool
        /// Places in `bytes`, counted from the first byte that was ever added.
        let range: Range<Int>
        let instant: Instant
    }

    /// Bytes that may wait while there is something to pass on.
    private static let waitingLimit = 1 << 16

    private var bytes: [UInt8] = []
    /// Bytes that were dropped before the first in `bytes`.
    private var dropped = 0
    private var notes: [Note] = []
    /// Place of the first note that has not been read.
    private var next = 0

    var isEmpty: Bool { next == notes.count }

    func add(_ new: UnsafeRawBufferPointer, isAnswer: Bool, of link: TapLink, at instant: Instant) {
        let start = dropped + bytes.count
        bytes.append(contentsOf: new)
        notes.append(Note(link: link, isAnswer: isAnswer, range: start..<(start + new.count), instant: instant))
    }

    /// Looks at everything, in the order in which it came.
    func readAll() { read { true } }

    /// Looks at a few of those that have waited longest.
    func readSome() {
        var left = 16
        read {
            left -= 1
            return left >= 0
        }
    }

    /// Looks at as many as are beyond what may wait.
    func readBacklog() { read { dropped + bytes.count - notes[next].range.lowerBound > Self.waitingLimit } }

    private func read(while goesOn: () -> Bool) {
        while next < notes.count, goesOn() {
            let note = notes[next]
            next += 1
            bytes.withUnsafeBytes { all in
                let part = all[(note.range.lowerBound - dropped)..<(note.range.upperBound - dropped)]
                note.link.look(
                    at: UnsafeRawBufferPointer(rebasing: part).bytes,
                    isAnswer: note.isAnswer,
                    at: note.instant
                )
            }
        }
        if next == notes.count {
            dropped += bytes.count
            bytes.removeAll(keepingCapacity: bytes.capacity <= 4 * Self.waitingLimit)
            notes.removeAll(keepingCapacity: true)
            next = 0
        } else if next >= 1024 {
            let first = notes[next].range.lowerBound
            bytes.removeFirst(first - dropped)
            dropped = first
            notes.removeFirst(next)
            next = 0
        }
    }
}
