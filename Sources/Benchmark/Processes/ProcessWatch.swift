import BenchModel
import Synchronization
import ToolAdapters

/// Reads what a process and its children have used while they run.
final class ProcessWatch: Sendable {
    private struct State {
        var samples: [CPUSample]
        var cpu: [Int32: Double] = [:]
        var peakMemory = 0.0
    }

    /// Some 20 µs of work each: 0.4 % of a core.
    private static let interval = Duration.milliseconds(5)
    /// Readings of the CPU time between two looks at memory and at which children there are.
    private static let rareEvery = 10

    private let state: Mutex<State>

    /// To be made before the process is started, whose CPU time begins at 0 here.
    init() { state = Mutex(State(samples: [CPUSample(instant: ProcessClock.now, cpuSeconds: 0)])) }

    var samples: [CPUSample] { state.withLock { $0.samples } }

    /// In bytes. Nil where the system does not tell.
    var peakMemory: Double? { state.withLock { $0.peakMemory > 0 ? $0.peakMemory : nil } }

    /// Until it is cancelled, which is the time for a last reading.
    func run(_ process: Int32) async {
        var turn = 0
        var family = [process]
        while !Task.isCancelled {
            if turn % Self.rareEvery == 0 {
                family = ProcessClock.family(of: process)
                noteMemory(of: family)
            }
            noteCPU(of: family)
            turn += 1
            try? await Task.sleep(for: Self.interval)
        }
        noteCPU(of: family)
    }

    /// A child that is gone keeps what it had used when it was last seen.
    private func noteCPU(of family: [Int32]) {
        state.withLock { state in
            for process in family {
                if let seconds = ProcessClock.cpuSeconds(of: process) { state.cpu[process] = seconds }
            }
            let sum = state.cpu.values.reduce(0, +)
            state.samples.append(CPUSample(instant: ProcessClock.now, cpuSeconds: sum))
        }
    }

    private func noteMemory(of family: [Int32]) {
        state.withLock { state in
            let sum = family.compactMap(ProcessClock.peakMemory).reduce(0, +)
            state.peakMemory = max(state.peakMemory, sum)
        }
    }
}
