import BenchModel

/// Elements by the instant at which they are due, the earliest first: a binary heap.
struct DueQueue<Element> {
    private var heap: [(due: Instant, element: Element)] = []

    /// Nil when empty.
    var earliest: Instant? { heap.first?.due }

    mutating func insert(_ element: Element, due: Instant) {
        heap.append((due, element))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].due < heap[parent].due else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// The earliest element if it is due by `now`.
    mutating func popDue(by now: Instant) -> Element? {
        guard let first = heap.first, first.due <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in (2 * parent + 1)...(2 * parent + 2)
            where child < heap.count && heap[child].due < heap[least].due { least = child }
            guard least != parent else { return first.element }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
