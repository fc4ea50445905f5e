import BenchModel
import Synchronization

/// What the threads of one run of a scripted client share.
final class ScriptedSession: Sendable {
    let port: Int
    let load: ScriptedLoad
    let faults: ScriptedFaults
    let body: ScriptedBody
    let gate: ScriptedGate
    private let start = Mutex(Instant(nanoseconds: 0))
    private let next = Mutex(0)
    private let found = Mutex<[ScriptedAnswer]>([])
    private let usage = Mutex<(threads: [Int: Double], samples: [(Instant, Double)])>(([:], []))

    init(port: Int, load: ScriptedLoad, faults: ScriptedFaults, seed: Int) {
        self.port = port
        self.load = load
        self.faults = faults
        body = ScriptedBody(load: load, faults: faults, seed: seed)
        gate = ScriptedGate(faults.stall)
    }

    var answers: [ScriptedAnswer] { found.withLock { $0.sorted { $0.record.index < $1.record.index } } }

    /// Processor time of the client's threads by the clock.
    var samples: [(Instant, Double)] { usage.withLock { $0.samples } }

    /// What the clock that the client stamps with shows. It was right when the run began.
    func stamp() -> Instant {
        let now = ScriptedClock.now()
        return now + faults.clockGain * (now - start.withLock { $0 })
    }

    func begin() {
        start.withLock { $0 = ScriptedClock.now() }
        note(thread: -1)
    }

    /// The next request, once it is due. Nil when there is no more.
    func take() -> (index: Int, due: Instant?)? {
        let index = next.withLock { next in
            defer { next += 1 }
            return next
        }
        guard index < load.requests else { return nil }
        guard let due = faults.due ?? load.due else { return (index, nil) }
        let instant = start.withLock { $0 } + due[index]
        ScriptedClock.sleep(until: instant)
        return (index, instant)
    }

    var isDone: Bool { found.withLock { $0.count } >= load.requests }

    func add(_ answer: ScriptedAnswer) { found.withLock { $0.append(answer) } }

    /// Said by a thread of the client now and then.
    func note(thread: Int) {
        let own = ScriptedClock.threadSeconds()
        usage.withLock { usage in
            // The first is said by a thread that is not the client's.
            if thread >= 0 { usage.threads[thread] = own }
            usage.samples.append((ScriptedClock.now(), usage.threads.values.reduce(0, +)))
        }
    }
}
