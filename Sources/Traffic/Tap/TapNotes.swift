import BenchModel

/// What passed and has not been looked at: bytes go on first, and are understood some time later, when nothing waits to be
/// passed on. A burst of answers is not held up by what is made of each, and whoever is woken by them finds the processor
/// free.
final class TapNotes {
    private struct Note {
        let link: TapLink
        let isAnswer: Bool
        /// Places in `bytes`, counted from the first byte that was ever added.
        let range: Range<Int>
        let instant: Instant
    }

    /// Bytes that may wait while there is something to pass on.
    private static let waitingLimit = 1 << 20
    /// Seconds that notes wait in any case: longer than a server takes to write a token to each of many streams, and than
    /// the client to read them.
    private static let delay = 0.002
    /// Read before the next look at what came meanwhile, which costs a small part of reading one.
    private static let atOnce = 2

    private var bytes: [UInt8] = []
    /// Bytes that were dropped before the first in `bytes`.
    private var dropped = 0
    private var notes: [Note] = []
    /// Place of the first note that has not been read.
    private var next = 0

    /// When the first that has not been read may be. Nil when all have been.
    private(set) var due: Instant?

    func add(_ new: UnsafeRawBufferPointer, isAnswer: Bool, of link: TapLink, at instant: Instant) {
        if due == nil { due = instant + Self.delay }
        let start = dropped + bytes.count
        bytes.append(contentsOf: new)
        notes.append(Note(link: link, isAnswer: isAnswer, range: start..<(start + new.count), instant: instant))
    }

    /// Looks at everything, in the order in which it came.
    func readAll() { read { true } }

    /// Looks at a few of those that have waited longest, if they have waited long enough.
    func readSome(at now: Instant) {
        guard let due, due <= now else { return }
        var left = Self.atOnce
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
            due = nil
        } else if next >= 1024 {
            let first = notes[next].range.lowerBound
            bytes.removeFirst(first - dropped)
            dropped = first
            notes.removeFirst(next)
            next = 0
        }
    }
}
