import BenchModel
import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// What the connections of one simulator share.
final class SimulatorService: Sendable {
    let options: SimulatorOptions
    let routes: SimulatorRoutes
    /// Nil when no log was asked for.
    let log: RequestLog?
    /// Whether a request without a fault is answered in the default layout.
    let hasDefaultLayout: Bool
    private let requests = Atomic<Int>(0)
    private let generations = Atomic<Int>(0)
    private let connections = Atomic<Int>(0)
    private let pacers = ThreadSpecificVariable<LoopPacer>()

    init(_ options: SimulatorOptions, log: RequestLog?) {
        self.options = options
        self.log = log
        hasDefaultLayout = options.layout == SimulatorLayout()
        routes = SimulatorRoutes(
            model: options.model,
            maximumModelLength: options.maximumModelLength,
            created: Self.unixTime
        )
    }

    var recordsChunks: Bool { log != nil && options.logsChunks }

    /// Seconds since 1970.
    static var unixTime: Int { Int(Date().timeIntervalSince1970) }

    func nextRequest() -> Int { requests.wrappingAdd(1, ordering: .relaxed).oldValue }

    func nextConnection() -> Int { connections.wrappingAdd(1, ordering: .relaxed).oldValue }

    /// The fault that hits the next request that generates. Nil for none.
    func nextFault(askedFor text: String?) throws(APIError) -> SimulatorFault.Kind? {
        var planned: SimulatorFault.Kind?
        if !options.faults.isEmpty {
            let index = generations.wrappingAdd(1, ordering: .relaxed).oldValue
            planned = options.faults.enumerated().first { $1.hits(index, place: $0) }?.element.kind
        }
        guard let text else { return planned }
        do throws(SettingError) {
            return try SimulatorFault.Kind(text: text)
        } catch {
            throw .unknownFault(error)
        }
    }

    /// The pacer of the event loop that this is called on.
    func pacer(of eventLoop: any EventLoop) -> AnswerPacer {
        if let known = pacers.currentValue { return known.pacer.value }
        let new = LoopPacer(pacer: NIOLoopBound(AnswerPacer(eventLoop: eventLoop), eventLoop: eventLoop))
        pacers.currentValue = new
        return new.pacer.value
    }

    private final class LoopPacer: Sendable {
        let pacer: NIOLoopBound<AnswerPacer>

        init(pacer: NIOLoopBound<AnswerPacer>) { self.pacer = pacer }
    }
}
