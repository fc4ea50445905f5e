import BenchModel

/// Which request goes out next and whether it may yet. In a closed loop all may from the start; in an open loop each one
/// when it is due. First in, first out.
struct RequestQueue {
    /// `Int.max` before `close` when only time ends the run.
    private var count: Int
    /// Seconds from the start. Nil in a closed loop.
    private let offsets: [Double]?
    /// When the due times count from. Nil before `begin` and in a closed loop.
    private(set) var start: Instant?
    private var next = 0
    private var released: Int

    /// - Parameter offsets: Ascending, one per request.
    init(count: Int, offsets: [Double]?) {
        precondition(offsets == nil || offsets?.count == count)
        self.count = count
        self.offsets = offsets
        released = offsets == nil ? count : 0
    }

    /// Whether every request was taken.
    var isEmpty: Bool { next == count }

    /// Whether a request is due that was not taken.
    var hasWaiting: Bool { next < released }

    /// Lets no more requests go.
    mutating func close() {
        count = next
        released = min(released, next)
    }

    mutating func begin(at now: Instant) {
        if offsets != nil { start = now }
    }

    /// Lets all go that are due by now.
    mutating func release(at now: Instant) {
        while let due = nextDue, due <= now { released += 1 }
    }

    /// When the next request that is not due yet will be. Nil when there is none.
    var nextDue: Instant? { released < count ? due(released) : nil }

    /// When a request is due. Nil in a closed loop.
    func due(_ index: Int) -> Instant? {
        guard let offsets, let start else { return nil }
        return start + offsets[index]
    }

    /// Nil when none is waiting.
    mutating func take() -> Int? {
        guard hasWaiting else { return nil }
        defer { next += 1 }
        return next
    }
}
