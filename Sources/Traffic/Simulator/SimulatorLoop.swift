import BenchModel
import NIOCore

/// What the connections of one event loop share.
final class SimulatorLoop {
    let intake: RequestIntake
    let pacer: AnswerPacer
    /// Nil when answers follow a fixed schedule.
    let engine: EngineLoop?

    /// To be called on the loop's thread.
    init(_ service: SimulatorService, eventLoop: any EventLoop) {
        // What stands between the server and its client comes first.
        ThreadPriority.runSoon(.much)
        if service.options.loopCount == 1 { ThreadPriority.takeFirstCore() }
        intake = RequestIntake(eventLoop: eventLoop)
        pacer = AnswerPacer(eventLoop: eventLoop)
        engine = service.options.engine.map { EngineLoop($0, figures: service.figures, eventLoop: eventLoop) }
    }
}
