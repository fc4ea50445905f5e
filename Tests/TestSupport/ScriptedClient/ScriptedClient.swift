package import BenchModel
import Foundation

/// A plain load tester, written for tests: a thread for each slot, blocking reads, stamps of its own, a report of its own.
/// What a tool can do wrong it does on demand.
package struct ScriptedClient: Sendable {
    package let tool: ToolID
    package let load: ScriptedLoad
    package let faults: ScriptedFaults

    /// Seconds that connections are given to be accepted, before any clock of the client starts.
    private static let settling = 0.03

    package init(_ tool: ToolID, _ load: ScriptedLoad, _ faults: ScriptedFaults = ScriptedFaults()) {
        self.tool = tool
        self.load = load
        self.faults = faults
    }

    /// - Parameters:
    ///   - port: Of the server, on this machine.
    ///   - seed: Tells the prompts of one run from another's.
    package func run(port: Int, seed: Int) async -> ScriptedRun {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: perform(port: port, seed: seed)) }.start()
        }
    }

    private func perform(port: Int, seed: Int) -> ScriptedRun {
        let session = ScriptedSession(port: port, load: load, faults: faults, seed: seed)
        let width = min(faults.slots ?? load.slots, load.requests)
        let isEarly = faults.lookup == nil && !faults.connectsForEachRequest
        let slots = (0..<width).map { number in
            ScriptedSlot(number: number, session: session, socket: isEarly ? try? ScriptedSocket(port: port) : nil)
        }
        ScriptedClock.sleep(Self.settling)
        let opened = ScriptedClock.now()
        ScriptedClock.sleep(faults.opening)
        let running = DispatchGroup()
        for number in 0..<faults.ownRequests {
            start(ScriptedSlot(number: -1, session: session, socket: nil), in: running) {
                $0.warmUp(load.requests + number)
            }
        }
        if faults.ownRequests > 0 { ScriptedClock.sleep(Self.settling) }
        session.begin()
        for slot in slots { start(slot, in: running) { $0.run() } }
        if faults.burns { burn(session, as: width, in: running) }
        running.wait()
        session.note(thread: -1)
        let report = ScriptedReport(tool: tool, faults: faults, answers: session.answers, opened: opened)
        return ScriptedRun(report: report.toolReport, processorTime: session.samples)
    }

    private func start(
        _ slot: ScriptedSlot,
        in group: DispatchGroup,
        _ body: @escaping @Sendable (inout ScriptedSlot) -> Void
    ) {
        // Nobody else has the slot's connection.
        nonisolated(unsafe) let slot = slot
        group.enter()
        Thread {
            var slot = slot
            body(&slot)
            group.leave()
        }.start()
    }

    private func burn(_ session: ScriptedSession, as number: Int, in group: DispatchGroup) {
        group.enter()
        Thread {
            while !session.isDone {
                let end = ScriptedClock.now() + 0.02
                while ScriptedClock.now() < end {}
                session.note(thread: number)
            }
            group.leave()
        }.start()
    }
}
