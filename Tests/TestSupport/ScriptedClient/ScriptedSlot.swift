import BenchModel
import Foundation
import Traffic

/// One thread of a scripted client: one request after the other, over a connection that it keeps.
struct ScriptedSlot {
    let number: Int
    let session: ScriptedSession
    var socket: ScriptedSocket?

    mutating func run() {
        while let (index, due) = session.take() {
            var answer = perform(index)
            answer.record.due = due
            session.note(thread: number)
            session.add(answer)
        }
    }

    /// One request of the client's own, which it does not measure.
    mutating func warmUp(_ index: Int) { _ = perform(index) }

    private mutating func perform(_ index: Int) -> ScriptedAnswer {
        let (gate, faults, body) = (session.gate, session.faults, session.body)
        let bytes = body.bytes(index)
        var exchange = Exchange(index: index, streams: body.isStreamed(index), keepsMessages: true)
        gate.reached(index, isSent: false)
        gate.pass()
        exchange.begin(at: session.stamp())
        do {
            let socket = try connected()
            try socket.write(bytes)
            gate.reached(index, isSent: true)
            while !exchange.isOver {
                try socket.read { part in
                    ScriptedClock.sleep(faults.lateness)
                    gate.pass()
                    let now = session.stamp()
                    if part.isEmpty {
                        exchange.connectionEnded(nil, at: now)
                    } else {
                        exchange.receive(part, at: now)
                    }
                }
            }
        } catch {
            exchange.connectionEnded("\(error)", at: session.stamp())
        }
        if faults.connectsForEachRequest || !exchange.leavesConnectionUsable { socket = nil }
        return ScriptedAnswer(record: exchange.record, messages: exchange.messages, words: body.wordCount)
    }

    private mutating func connected() throws -> ScriptedSocket {
        if let socket { return socket }
        ScriptedClock.sleep(session.faults.lookup ?? 0)
        let new = try ScriptedSocket(port: session.port)
        socket = new
        return new
    }
}
