import BenchModel
import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// What the connections of one simulator share.
final class SimulatorService: Sendable {
    let options: SimulatorOptions
    let routes: SimulatorRoutes
    let hostRule: HostRule
    /// Nil when no log was asked for.
    let log: RequestLog?
    /// Whether a request without a fault is answered in the default layout.
    let hasDefaultLayout: Bool
    private let requests = Atomic<Int>(0)
    private let generations = Atomic<Int>(0)
    private let connections = Atomic<Int>(0)
    let figures = SimulatorFigures()
    private let loops = ThreadSpecificVariable<BoundLoop>()

    init(_ options: SimulatorOptions, log: RequestLog?) {
        self.options = options
        hostRule = HostRule(bound: options.host)
        self.log = log
        hasDefaultLayout = options.layout == SimulatorLayout()
        routes = SimulatorRoutes(
            model: options.model,
            maximumModelLength: options.maximumModelLength,
            created: Self.unixTime,
            readsBlocks: options.engine?.hasPrefixCache ?? false
        )
    }

    var recordsChunks: Bool { log != nil && options.logsChunks }

    /// Seconds since 1970.
    static var unixTime: Int { Int(Date().timeIntervalSince1970) }

    func nextRequest() -> Int { requests.wrappingAdd(1, ordering: .relaxed).oldValue }

    func nextConnection() -> Int { connections.wrappingAdd(1, ordering: .relaxed).oldValue }

    /// Place of the next request among those that generate.
    func nextGeneration() -> Int { generations.wrappingAdd(1, ordering: .relaxed).oldValue }

    /// The fault that hits a request. Nil for none.
    /// - Parameter index: its place among those that generate.
    func fault(of index: Int, askedFor text: String?) throws(APIError) -> SimulatorFault.Kind? {
        guard let text else {
            return options.faults.enumerated().first { $1.hits(index, place: $0) }?.element.kind
        }
        do throws(SettingError) {
            return try SimulatorFault.Kind(text: text)
        } catch {
            throw .unknownFault(error)
        }
    }

    /// When the tokens of an answer are due.
    /// - Parameter index: place of the request among those that generate.
    func schedule(from start: Instant, index: Int) -> TokenSchedule {
        if options.engine != nil { return TokenSchedule(madeFrom: start) }
        guard let jitter = options.jitter else {
            return TokenSchedule(start: start, ttft: options.ttft, itl: options.itl)
        }
        return TokenSchedule(start: start, ttft: options.ttft, itl: options.itl, jitter: jitter, index: index)
    }

    /// What belongs to the event loop that this is called on.
    func loop(of eventLoop: any EventLoop) -> SimulatorLoop {
        if let known = loops.currentValue { return known.loop.value }
        let new = BoundLoop(NIOLoopBound(SimulatorLoop(self, eventLoop: eventLoop), eventLoop: eventLoop))
        loops.currentValue = new
        return new.loop.value
    }

    private final class BoundLoop: Sendable {
        let loop: NIOLoopBound<SimulatorLoop>

        init(_ loop: NIOLoopBound<SimulatorLoop>) { self.loop = loop }
    }
}
